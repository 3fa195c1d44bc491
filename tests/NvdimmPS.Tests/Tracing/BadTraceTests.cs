using System.Text.RegularExpressions;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>Damaged, forged and foreign files: each is refused with its file, line and reason, and nothing is started or written.</summary>
public sealed class BadTraceTests : TraceTest
{
    private readonly string[] _whole;

    public BadTraceTests()
    {
        using var machine = new SimulatedKernel("1x1");
        Record(machine, k =>
        {
            Send(k, "nmem0", Intel(2, room: 12));
            Send(k, "nmem0", Intel(1, room: 132));
        });
        _whole = Lines;
    }

    // open, ioctl, open, ioctl, closing line
    private int FirstRequest => _whole.Length - 4;

    [Fact]
    public void A_whole_one_is_not_refused()
    {
        using var replay = new ReplayKernel(Write(_whole));
        Assert.Null(replay.Warning);
    }

    [Theory]
    [InlineData("", "Empty")]
    [InlineData("DIMM  STATE\n", "NotATrace")]
    [InlineData("{\"kind\":\"header\",\"format\":\"other\",\"version\":1}\n", "NotATrace")]
    [InlineData("{\"name\":\"nmem0\"}\n", "NotATrace")]
    [InlineData("[1,2]\n", "NotATrace")]
    [InlineData("\0\0\0\0", "NotATrace")]
    [InlineData("{\"kind\":\"header\",\"format\":\"nvdimm-trace\",\"version\":2,\"toolVersion\":\"9.0.0\"}\n", "Version")]
    [InlineData("{\"kind\":\"header\",\"format\":\"nvdimm-trace\",\"version\":0}\n", "Line")]
    [InlineData("{\"kind\":\"header\",\"format\":\"nvdimm-trace\",\"version\":1}\n", "Line")]
    public void What_is_no_trace_is_refused(string text, string id)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Equal("Nvdimm.Trace." + id, Refusal().ErrorId);
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        Assert.Equal(("Nvdimm.Trace.File", NvdimmErrorKind.ObjectNotFound), (Refusal(Path.Combine(Folder, "none")).ErrorId, Refusal(Path.Combine(Folder, "none")).Kind));
        Assert.Equal("Nvdimm.Trace.Folder", Refusal(Folder).ErrorId);
    }

    [Fact]
    public void Utf16_is_refused()
    {
        System.IO.File.WriteAllLines(File, _whole, System.Text.Encoding.Unicode);
        Assert.Equal("Nvdimm.Trace.NotATrace", Refusal().ErrorId);
    }

    [Fact]
    public void One_that_breaks_off_in_a_line_is_refused_by_its_number()
    {
        Write(_whole[..^2]);
        System.IO.File.AppendAllText(File, _whole[^2][..50]);
        Assert.Contains($"line {_whole.Length - 1}: it breaks off", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_without_its_closing_line_is_replayed_with_a_warning()
    {
        using var replay = new ReplayKernel(Write(_whole[..^1]));
        Assert.NotNull(replay.Warning);
    }

    [Fact]
    public void Lines_in_another_order_missing_or_doubled_are_refused()
    {
        var i = FirstRequest;
        Assert.Contains("its sequence is 3 where 2 follows", At(i + 1, [.. _whole[..i], _whole[i + 1], _whole[i]]), StringComparison.Ordinal);
        Assert.Contains("sequence", At(i + 1, [.. _whole[..i], .. _whole[(i + 1)..]]), StringComparison.Ordinal);
        Assert.Contains("before the first request", At(i + 2, [.. _whole[..(i + 1)], _whole[3], .. _whole[(i + 1)..]]), StringComparison.Ordinal);
        Assert.Contains("behind the closing line", At(_whole.Length + 1, [.. _whole, _whole[3]]), StringComparison.Ordinal);
        Assert.Contains("second header", At(2, [_whole[0], .. _whole]), StringComparison.Ordinal);
        Assert.Contains("is there twice", At(5, [.. _whole[..4], _whole[3], .. _whole[4..]]), StringComparison.Ordinal);
        Assert.Contains("counts", At(_whole.Length - 1, [.. _whole[..3], .. _whole[4..]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_change_is_seen_by_the_checksum()
    {
        Assert.Contains("changed after", At(_whole.Length, [.. _whole.Select(line => line.Contains("/provider", StringComparison.Ordinal) ? line.Replace("ACPI.NFIT", "ACPI.NFIX", StringComparison.Ordinal) : line)]), StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, string.Concat(_whole.Select(l => l + "\r\n")));
        Assert.Contains("line ends count too", Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"result\":0", "\"result\":-5000", "'result' is -5000")]
    [InlineData("\"result\":0", "\"result\":77", "more than the buffer")]
    [InlineData("\"result\":0", "\"result\":\"0\"", "not a whole number")]
    [InlineData("\"result\":0,", "", "no 'result'")]
    [InlineData("\"before\":\"00", "\"before\":\"0", "odd number")]
    [InlineData("\"before\":\"00", "\"before\":\"0g", "else than a digit at byte 0")]
    [InlineData("\",\"after", "00\",\"after", "'before' has 77 bytes and 'after' 76")]
    [InlineData("\"before\":\"00", "\"before\":\"xx", "else than a digit")]
    [InlineData("\"before\":\".{32}0{8}", "\"before\":\"0000000000000000020000000000000099000000", "disagrees with the sizes")]
    [InlineData("\"after\":\"00", "\"after\":\"", "a buffer does not change its size")]
    [InlineData("\"after\":\"[0-9a-f]*\"", "\"after\":null", "no 'after'")]
    [InlineData("\"function\":2", "\"function\":1", "the bytes say 2")]
    [InlineData("\"family\":0", "\"family\":3", "the bytes say 0")]
    [InlineData("\"node\":\"nmem0\"", "\"node\":\"nmem7\"", "does not have")]
    [InlineData("\"node\":\"nmem0\"", "\"node\":\"../sda\"", "no control node")]
    [InlineData("\"access\":\"ReadWrite\"", "\"access\":\"Write\"", "neither ReadOnly")]
    [InlineData("\"request\":\"0xc0404e0a\"", "\"request\":\"c0404e0a\"", "not a number such as")]
    [InlineData("\"hidden\":\\[\\]", "\"hidden\":[{\"offset\":70,\"length\":900}]", "disagree")]
    [InlineData("\"hidden\":\\[\\]", "\"hidden\":[{\"offset\":64,\"length\":4}]", "disagree")]
    [InlineData("\"hidden\":\\[\\]", "\"hidden\":[{\"offset\":2147483647,\"length\":2147483647}]", "without offset and length")]
    [InlineData("\"hidden\":\\[\\]", "\"hidden\":7", "no list")]
    [InlineData("\"time\":\"[^\"]*\"", "\"time\":\"now\"", "not a time")]
    [InlineData("\"kind\":\"ioctl\"", "\"kind\":\"magic\"", "no kind 'magic'")]
    [InlineData("\"kind\":\"ioctl\"", "\"kind\":\"\\u001b[2J\"", "no kind '?[2J'")]
    [InlineData("\"kind\":\"ioctl\"", "\"kind\":\"ioctl\",\"node\":\"nmem0\"", "twice")]
    [InlineData("\"functionName\":\"", "\"functionName\":\"\0", "zero byte")]
    [InlineData("\"node\":\"nmem0\"", "\"node\":\"\\ud800\"", "not UTF-8")]
    [InlineData("^\\{", "[{", "not JSON")]
    public void A_request_that_contradicts_itself_is_refused(string pattern, string with, string reason)
    {
        string[] lines = [.. _whole];
        lines[FirstRequest] = new Regex(pattern).Replace(lines[FirstRequest], with.Replace("$", "$$", StringComparison.Ordinal), 1);
        Assert.NotEqual(_whole[FirstRequest], lines[FirstRequest]);
        Assert.Contains(reason, At(FirstRequest + 1, lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("class/../../outside")]
    [InlineData("class//nd/x")]
    [InlineData("class/./x")]
    [InlineData("..\\outside")]
    [InlineData("class/a\0b")]
    [InlineData("class/a\u001b[2J")]
    [InlineData("")]
    [InlineData("class/nd")] // there already
    [InlineData("bus/nd/devices/nmem0/x")] // behind a link
    public void A_path_that_leaves_the_tree_is_refused(string path)
    {
        foreach (var kind in new[] { "\"folder\"", "\"attribute\",\"text\":\"x\"", "\"link\",\"target\":\"class/nd\"" })
        {
            At(_whole.Length - 4, Inserted($"{{\"kind\":{kind},\"path\":{Quoted(path)}}}"));
        }

        Assert.False(System.IO.File.Exists(Path.Combine(Path.GetTempPath(), "outside")));
    }

    [Theory]
    [InlineData("../../../etc")]
    [InlineData("/etc")]
    [InlineData("class/../../etc")]
    public void A_link_that_leaves_the_tree_is_refused(string target) =>
        Assert.Contains("path", At(_whole.Length - 4, Inserted($"{{\"kind\":\"link\",\"path\":\"class/x\",\"target\":{Quoted(target)}}}")), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_is_too_long_is_refused() =>
        Assert.Contains("longer than 255", At(_whole.Length - 4, Inserted($"{{\"kind\":\"folder\",\"path\":\"class/{new string('n', 300)}\"}}")), StringComparison.Ordinal);

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        using (var file = System.IO.File.Create(File))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(_whole[0] + "\n"));
            file.SetLength(150 << 20);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("line 2: it is longer than 20 MiB", Refusal().Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 << 20);
    }

    private string[] Inserted(string line) => [.. _whole[..^5], line, .. _whole[^5..]];

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private string At(int line, string[] lines)
    {
        Write(lines);
        var failure = Refusal();
        Assert.Equal(("Nvdimm.Trace.Line", NvdimmErrorKind.InvalidData), (failure.ErrorId, failure.Kind));
        Assert.Contains($"in line {line}:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        return failure.Message;
    }
}
