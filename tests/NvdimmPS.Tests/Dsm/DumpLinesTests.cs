using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>What a tool prints comes line by line through a pipeline: lines of one dump are one text, and answers of their own stay apart.</summary>
public sealed class DumpLinesTests
{
    private static readonly string Dumps = Path.Combine(AppContext.BaseDirectory, "Golden", "dumps");

    // Digits and escapes without offsets, which may as well be an answer a line.
    private static readonly string[] OfTheirOwn = ["c-list", "no-offsets", "xxd-p", "strace", "python"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Dumps, "read")).Select(f => Path.GetFileName(f))
        .Where(name => !OfTheirOwn.Any(o => name.Contains(o, StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_lines_of_a_dump_are_that_dump(string name)
    {
        var text = DumpEncoding.Plain(DumpEncoding.TextOf(File.ReadAllBytes(Path.Combine(Dumps, "read", name)))!);
        var twice = text.TrimEnd('\n') + "\n" + text.TrimEnd('\n');
        Assert.All(Texts(twice.Split('\n')), one => Assert.Equal(File.ReadAllBytes(Path.Combine(Dumps, "the-bytes.bin")), DumpText.Read(one)));
        Assert.Equal(2, Texts(twice.Split('\n')).Count);
    }

    [Theory]
    [InlineData("00000000 04000000", "05000000 00000000", "00000000 07000000")] // digits that look like offsets
    [InlineData("0000000004000000", "00000000 04000000", "0400")]
    [InlineData("00000000: 0000 0000", "00000000: 0400 0000", "0000000004000000")] // each begins anew, or has no offset
    [InlineData("000010 04", "000020 04", "000030 04")] // no beginning
    [InlineData("0x00, 0x01", "0x02", "{ 0x03 }")]
    [InlineData("00000000: 0000\n00000002: 0400", "00000004: 0000", "00")] // a whole text is one already
    public void Texts_of_their_own_stay_apart(params string[] texts) => Assert.Equal(texts, Texts(texts));

    [Fact]
    public void A_star_and_a_length_belong_to_the_dump() =>
        Assert.Equal(["0000000 0000 0000\n*\n0000040\n", "0400"], Texts(["0000000 0000 0000", "*", "0000040", "", "0400"]));

    [Fact]
    public void A_dump_without_an_end_is_not_held_for_ever()
    {
        var line = "00000010: " + new string('0', 1 << 20);
        Assert.InRange(Texts(["00000000: 00", .. Enumerable.Repeat(line, 8)]).Max(t => t.Length), 0, 5 << 20);
    }

    private static List<string> Texts(IEnumerable<string> lines)
    {
        var dump = new DumpLines();
        return [.. lines.Select(dump.Add).Append(null).OfType<string>(), .. dump.End() is { } last ? new[] { last } : []];
    }
}
