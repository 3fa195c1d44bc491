using NvdimmPS.Audit;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Audit;

/// <summary>Where a log is required and there is none, nothing is sent.</summary>
public sealed class AuditRefusalTests : AuditTest
{
    private readonly SimulatedKernel _kernel = new("1x2");

    [Fact]
    public void A_call_is_refused_before_it_is_sent()
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/audit.jsonl", Simulated = true, Required = true, Origin = "/etc/x.json" });
        var refused = Assert.Throws<NvdimmException>(() => Send(_kernel, "nmem0", "SetSmartThreshold", Threshold));
        Assert.Equal(("Nvdimm.Audit.Required", NvdimmErrorKind.SecurityError, "nmem0"), (refused.ErrorId, refused.Kind, refused.Target));
        Assert.Contains("/etc/x.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/proc/nowhere/audit.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no systemd journal", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_kernel.Transcript);
        Send(_kernel, "nmem0", "GetSmart", []);
        Assert.Single(_kernel.Transcript);
    }

    [Fact]
    public void Settings_that_cannot_be_used_refuse_too_until_they_are_mended()
    {
        var path = Path.Combine(Folder, "audit.json");
        System.IO.File.WriteAllText(path, "{ \"requierd\": true }");
        using var log = Use(() => AuditSettingsFile.Load(path, null));
        for (var i = 0; i < 2; i++)
        {
            var refused = Assert.Throws<NvdimmException>(() => Send(_kernel, "nmem0", "SetSmartThreshold", Threshold));
            Assert.Equal("Nvdimm.Audit.Settings", refused.ErrorId);
            Assert.Contains("requierd", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_kernel.Transcript);
        System.IO.File.WriteAllText(path, $$"""{ "path": "{{File}}", "simulated": true, "journal": false }""");
        Send(_kernel, "nmem0", "SetSmartThreshold", Threshold);
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void Where_it_is_not_required_calls_go_on_and_it_is_said_once()
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/audit.jsonl", Simulated = true });
        Assert.Null(Log.TakeWarning());
        Send(_kernel, "nmem0", "SetSmartThreshold", Threshold);
        Send(_kernel, "nmem0", "SetSmartThreshold", Threshold);
        Assert.Equal(2, _kernel.Transcript.Count);
        Assert.Equal("Nvdimm.Audit.Unwritten", Log.TakeWarning()!.ErrorId);
        Assert.Null(Log.TakeWarning());
    }

    [Fact]
    public void Who_wants_no_log_at_all_is_not_warned()
    {
        using var log = Use(new AuditSettings { Path = null, Journal = false, Simulated = true });
        Send(_kernel, "nmem0", "SetSmartThreshold", Threshold);
        Assert.Null(Log.TakeWarning());
    }

    protected override void Dispose(bool disposing)
    {
        _kernel.Dispose();
        base.Dispose(disposing);
    }
}
