using System.Collections;
using NvdimmPS.Audit;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What cmdlets leave in the log, and how it is read.</summary>
public sealed class GetNvdimmAuditTests : CmdletTest
{
    private const string Get = "Get-NvdimmAudit", Set = "Set-NvdimmThreshold", Invoke = "Invoke-NvdimmDsm";
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-audit-").FullName;
    private readonly IDisposable _log;

    public GetNvdimmAuditTests(CmdletFixture fixture)
        : base(fixture) => _log = Use(new AuditSettings { Path = Path.Combine(_folder, "a.jsonl"), Journal = false, Simulated = true });

    private static IDisposable Use(AuditSettings settings) => AuditLog.Use(new AuditLog(() => settings, "/nowhere"));

    private IEnumerable<string> Calls(object? parameters = null) => Objects(Get, parameters).Cast<NvdimmAuditRecord>().Select(r => $"{r.Command} {r.Target} {r.FunctionName} {r.Outcome}");

    [Fact]
    public void What_changes_something_is_there_by_every_cmdlet_and_route()
    {
        Objects(Set, new { Dimm = 0, MediaTemperature = 70 });
        Objects(Set, new { Dimm = 0, MediaTemperature = 70 }); // so already: nothing is sent
        Objects(Invoke, new { Dimm = 1, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 60 } });
        Objects("Invoke-NvdimmCommand", new { Dimm = 0, Command = "vendor", InputHex = "05000000 01000000 00", Force = true });
        Objects(Invoke, new { Dimm = 0, Function = "GetSmart" });
        Objects(Invoke, new { Dimm = 0, Function = 5, InputHex = "00000000 10000000" });
        Objects(Invoke, new { Dimm = 0, Function = 5, Argument = new Hashtable { ["Offset"] = 0, ["Length"] = 16 } });
        Objects(Invoke, new { Dimm = 0, Function = 17, InputBytes = new byte[7], WhatIf = true });
        Assert.Equal(
            [$"{Set} nmem0 SetSmartThreshold Success", $"{Invoke} nmem1 SetSmartThreshold Success", "Invoke-NvdimmCommand nmem0 PassThrough Success", $"{Invoke} nmem0 GetNamespaceLabelData Success"],
            Calls());
    }

    [Fact]
    public void Where_there_is_no_log_yet_nobody_need_worry()
    {
        var run = Run(Get);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
        Assert.Contains("There is no audit log", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Audit.File", Id(Run(Get, new { Path = Path.Combine(_folder, "other.jsonl") })));
    }

    [Fact]
    public void Filters_take_names_numbers_and_times()
    {
        Objects(Set, new { Dimm = 0, MediaTemperature = 70 });
        Objects(Invoke, new { Dimm = 1, Function = 5, InputHex = "00000000 10000000" });
        Assert.Single(Calls(new { Dimm = "nmem1" }));
        Assert.Single(Calls(new { Dimm = "0x000012a0" }));
        Assert.Equal(2, Calls(new { Dimm = "8089-*" }).Count());
        Assert.Single(Calls(new { Function = "17" }));
        Assert.Single(Calls(new { Function = "get*" }));
        Assert.Equal(2, Calls(new { User = Environment.UserName }).Count());
        Assert.Empty(Calls(new { User = "nobody-else" }));
        Assert.Empty(Calls(new { Unanswered = true }));
        Assert.Equal(2, Calls(new { After = DateTime.Now.AddHours(-1), Before = DateTime.Now.AddHours(1) }).Count());
        Assert.Empty(Calls(new { After = DateTime.UtcNow.AddHours(1) }));
        Assert.Empty(Calls(new { Before = DateTime.Now.AddHours(-1) }));
        Assert.Equal("Nvdimm.Input.Pattern", Id(Run(Get, new { Dimm = "nmem[" }).TerminatingError));
    }

    [Fact]
    public void Bad_lines_and_files_are_errors_and_the_rest_goes_on()
    {
        Objects(Set, new { Dimm = 0, MediaTemperature = 70 });
        File.AppendAllText(Path.Combine(_folder, "a.jsonl"), "nonsense\n");
        var run = Run(Get, new { Path = new[] { Path.Combine(_folder, "none.jsonl"), Path.Combine(_folder, "a.jsonl") } });
        Assert.Equal(["Nvdimm.Audit.File", "Nvdimm.Audit.Line"], run.Errors.Select(Id));
        Assert.Single(run.Objects);
        using var none = Use(new AuditSettings { Path = null });
        Assert.Equal("Nvdimm.Audit.File", Id(Run(Get)));
    }

    [Theory]
    [InlineData(Set)]
    [InlineData(Invoke)]
    public void Where_a_log_is_required_and_cannot_be_written_nothing_is_sent(string command)
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/a.jsonl", Simulated = true, Required = true, Origin = "/etc/nvdimmps/audit.json" });
        var run = command == Set ? Run(Set, new { Dimm = 0, MediaTemperature = 70 }) : Run(Invoke, new { Dimm = 0, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 60 } });
        Assert.Equal("Nvdimm.Audit.Required", Id(run));
        Assert.DoesNotContain(Requests, r => r.EndsWith(" 17", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_it_is_not_required_there_is_one_warning()
    {
        using var log = Use(new AuditSettings { Path = "/proc/nowhere/a.jsonl", Simulated = true });
        Assert.Single(Run(Set, new { Dimm = 0, MediaTemperature = 70 }).Warnings, w => w.Contains("/proc/nowhere/a.jsonl", StringComparison.Ordinal));
        Assert.Empty(Run(Set, new { Dimm = 0, MediaTemperature = 71 }).Warnings);
    }

    protected override void Dispose(bool disposing)
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }
}
