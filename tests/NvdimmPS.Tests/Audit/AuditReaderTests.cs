using NvdimmPS.Audit;

namespace NvdimmPS.Tests.Audit;

/// <summary>A log is foreign input: what is wrong in it is named by its line, and the rest is read.</summary>
public sealed class AuditReaderTests : AuditTest
{
    private static NvdimmAuditRecord Some(string id, bool answered, DateTime? time = null) => new()
    {
        Id = id,
        Time = time ?? new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Target = "nmem0",
        FunctionName = "SetSmartThreshold",
        Family = "Intel",
        Function = 17,
        Answered = answered,
        Outcome = answered ? "Success" : NvdimmAuditRecord.NoAnswer,
        Duration = answered ? TimeSpan.FromMicroseconds(250) : null,
    };

    private void Write(params object[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using var stream = new FileStream(File, FileMode.Create);
        foreach (var line in lines)
        {
            stream.Write(line is NvdimmAuditRecord record ? AuditText.Line(record) : System.Text.Encoding.UTF8.GetBytes((string)line));
        }
    }

    [Fact]
    public void A_question_and_its_answer_are_one_call_and_a_question_alone_is_one_without()
    {
        Write(Some("a", false), Some("b", false), Some("b", true), Some("c", true), Some("d", false));
        Assert.Equal([("b", "Success"), ("c", "Success"), ("a", NvdimmAuditRecord.NoAnswer), ("d", NvdimmAuditRecord.NoAnswer)], Records().Select(r => (r.Id, r.Outcome)));
    }

    [Fact]
    public void A_record_comes_back_as_it_was_but_for_what_steers_a_terminal()
    {
        var all = Some("a", true) with
        {
            HostName = "h", Source = "Device", UserId = 1, User = "ü\u001b\n\"", LoginUserId = 2, LoginSession = 3, SudoUser = "s", SshClient = "::1", ProcessId = 4, Process = "p", Command = "c",
            Serial = "0x1", UniqueId = "u", Opcode = 0xFFFFFFFF, Attribute = "/sys/a", Value = "1", Route = "Call", Danger = "Write", Sensitive = true, RawInput = true, InputLength = 9, InputSha256 = "hidden", Errno = 5, ReturnValue = -5, StatusCode = 7,
        };
        Assert.All(typeof(NvdimmAuditRecord).GetProperties(), p => Assert.False(p.GetValue(all) is null or false or 0L or "", p.Name));
        Write(all);
        Assert.Equal(1, System.IO.File.ReadAllBytes(File).Count(b => b < ' '));
        Assert.Equal(all with { User = "ü??\"" }, Assert.Single(Records()));
    }

    [Fact]
    public void Bad_lines_are_named_and_the_rest_is_read()
    {
        Write(Some("a", true), "nonsense\n", "[]\n", "{}\n", "{\"kind\":\"told\"}\n", "{\"kind\":\"asked\",\"id\":\"x\"}\n", "\n",
            "{\"kind\":\"asked\",\"id\":\"x\",\"time\":\"yesterday\"}\n", "{\"kind\":\"asked\",\"id\":7}\n", "{\"kind\":\"asked\",\"id\":\"x\",\"function\":1e99}\n",
            "{\"kind\":\"asked\",\"a\":{\"b\":{\"c\":1}}}\n", new string('y', 200_000) + "\n", "\xff\xfe\n", Some("b", true), "{\"kind\":\"answered\",\"id\":");
        var bad = new List<NvdimmException>();
        Assert.Equal(["a", "b"], Records(bad).Select(r => r.Id));
        Assert.All(bad, b => Assert.Equal(("Nvdimm.Audit.Line", File), (b.ErrorId, b.Target)));
        Assert.Equal([2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15], bad.Select(b => int.Parse(b.Message.Split("line ")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("longer than 64 KiB", bad[^3].Message, StringComparison.Ordinal);
        Assert.Contains("breaks off", bad[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_later_version_does_no_harm()
    {
        Write("{\"kind\":\"asked\",\"id\":\"x\",\"time\":\"2027-01-01T00:00:00Z\",\"target\":\"nmem0\",\"functionName\":\"F\",\"weather\":{\"sun\":true}}\n");
        Assert.Equal("x", Assert.Single(Records()).Id);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_an_empty_one_is_none()
    {
        var bad = new List<NvdimmException>();
        Assert.Empty(Records(bad));
        Assert.Equal("Nvdimm.Audit.File", Assert.Single(bad).ErrorId);
        Write();
        Assert.Empty(Records());
    }
}
