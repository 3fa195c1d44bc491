using NvdimmPS.Audit;

namespace NvdimmPS.Tests.Audit;

/// <summary>The settings are read strictly, and a user cannot go around the administrator's.</summary>
public sealed class AuditSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-settings-").FullName;

    private string System => Path.Combine(_folder, "audit.json");

    private string Other => Path.Combine(_folder, "other.json");

    [Fact]
    public void Without_a_file_the_usual_holds()
    {
        Assert.Equal(new AuditSettings(), AuditSettingsFile.Load(System, null));
        Assert.Equal(new AuditSettings(), AuditSettingsFile.Load(Path.Combine(_folder, "none", "audit.json"), ""));
        Assert.Equal(("/var/log/nvdimmps/audit.jsonl", true, false, false), (new AuditSettings().Path, new AuditSettings().Journal, new AuditSettings().Required, new AuditSettings().Simulated));
    }

    [Fact]
    public void What_a_file_says_holds()
    {
        File.WriteAllText(System, """
            // of the fleet
            { "path": "/var/log/other.jsonl", "journal": false, "required": true, "simulated": true }
            """);
        Assert.Equal(new AuditSettings { Path = "/var/log/other.jsonl", Journal = false, Required = true, Simulated = true, Origin = System }, AuditSettingsFile.Load(System, null));
        File.WriteAllText(System, "\uFEFF{ \"path\": null }");
        Assert.Null(AuditSettingsFile.Load(System, null).Path);
        File.WriteAllText(System, "{}");
        Assert.Equal(new AuditSettings { Origin = System }, AuditSettingsFile.Load(System, null));
    }

    [Fact]
    public void Another_file_counts_only_where_the_administrator_has_none()
    {
        File.WriteAllText(Other, "{ \"simulated\": true }");
        Assert.True(AuditSettingsFile.Load(System, Other).Simulated);
        File.WriteAllText(System, "{ \"required\": true }");
        Assert.Equal(new AuditSettings { Required = true, Origin = System }, AuditSettingsFile.Load(System, Other));
        File.WriteAllText(System, "{");
        Assert.Equal(System, Fails(() => AuditSettingsFile.Load(System, Other)).Target);
    }

    [Fact]
    public void One_that_is_there_and_cannot_be_read_is_no_missing_one()
    {
        File.WriteAllText(Other, "{}");
        Fails(() => AuditSettingsFile.Load(_folder, Other));
        Fails(() => AuditSettingsFile.Load(System, Path.Combine(_folder, "not-there.json")));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(System, "/nowhere/at/all.json");
            Fails(() => AuditSettingsFile.Load(System, Other));
        }
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("x", "no JSON")]
    [InlineData("[]", "no table")]
    [InlineData("true", "no table")]
    [InlineData("{", "no JSON")]
    [InlineData("{} {}", "no JSON")]
    [InlineData("{ \"required\": true", "no JSON")]
    [InlineData("{ \"required\": true, }", "no JSON")]
    [InlineData("{ \"required\": \"true\" }", "'required' must be true or false")]
    [InlineData("{ \"required\": 1 }", "'required' must be true or false")]
    [InlineData("{ \"required\": null }", "'required' must be true or false")]
    [InlineData("{ \"journal\": [true] }", "'journal' must be true or false")]
    [InlineData("{ \"Required\": true }", "no setting 'Required'")]
    [InlineData("{ \"a\\u001bb\": true }", "no setting 'a?b'")]
    [InlineData("{ \"required\": false, \"required\": true }", "twice")]
    [InlineData("{ \"path\": 7 }", "'path' must be a text")]
    [InlineData("{ \"path\": \"\" }", "whole path")]
    [InlineData("{ \"path\": \"audit.jsonl\" }", "whole path")]
    [InlineData("{ \"path\": \"/var/log/\" }", "whole path")]
    [InlineData("{ \"path\": \"/var/log/a\\u0000b\" }", "whole path")]
    [InlineData("{ \"required\": true, \"path\": null, \"journal\": false }", "allows none")]
    public void A_slip_of_the_pen_is_an_error(string text, string reason)
    {
        File.WriteAllText(System, text);
        Assert.Contains(reason, Fails(() => AuditSettingsFile.Load(System, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_without_an_end_is_not_read_to_it()
    {
        File.WriteAllText(System, new string(' ', 200_000) + "{}");
        Assert.Contains("too long", Fails(() => AuditSettingsFile.Load(System, null)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NvdimmException Fails(Func<AuditSettings> load)
    {
        var failure = Assert.Throws<NvdimmException>(() => load());
        Assert.Equal("Nvdimm.Audit.Settings", failure.ErrorId);
        Assert.NotNull(failure.NextStep);
        return failure;
    }
}
