using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Regions;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class RegionChangeTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Enable = "Enable-NvdimmRegion", Disable = "Disable-NvdimmRegion";

    [Fact]
    public void A_region_is_disabled_and_enabled_and_read_back()
    {
        var disabled = Assert.IsType<NvdimmRegion>(Assert.Single(Objects(Disable, new { Region = "region0", PassThru = true, AllowInUse = true })));
        Assert.False(disabled.Enabled);
        Assert.False(Kernel.Regions.First().Enabled);
        Assert.Empty(Objects(Enable, new { Region = "region*" }));
        Assert.True(Kernel.Regions.First().Enabled);
    }

    [Fact]
    public void One_that_is_so_already_is_left_alone()
    {
        var run = Run(Enable, new { Region = "region0" });
        Assert.Empty(run.Errors);
        Assert.Contains("region0 is already enabled. Nothing was written.", run.Verbose);
    }

    [Fact]
    public void WhatIf_shows_what_would_be_written_and_writes_nothing()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var shown = Assert.IsType<WriteExplanation>(Assert.Single(Objects(Disable, new { Region = "region0", WhatIf = true })));
        Assert.Equal(("region0", "region0", "/sys/bus/nd/drivers/nd_region/unbind", 1), (shown.Target, shown.Value, shown.Path, shown.Step));
        Assert.Equal("Enabled true → false", Assert.Single(shown.Changes).ToString());
    }

    [Fact]
    public void What_is_in_use_is_refused_with_who_uses_it()
    {
        File.AppendAllText(Kernel.MountTable, "99 1 259:0 / /srv rw - ext4 /dev/pmem0 rw\n");
        var run = Run(Disable, new { Region = "region0" });
        Assert.Equal("Nvdimm.Change.InUse", Id(run));
        Assert.Contains("/srv", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.True(Kernel.Regions.First().Enabled);
        Assert.Empty(Objects(Disable, new { Region = "region0", AllowInUse = true }));
        Assert.False(Kernel.Regions.First().Enabled);
    }

    [Fact]
    public void A_region_with_a_disabled_DIMM_is_refused_with_which_and_what_next()
    {
        Objects(Disable, new { Region = "region0", AllowInUse = true });
        Objects("Disable-NvdimmDevice", new { Dimm = "nmem1", Force = true });
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Enable, new { Region = "region0" });
        Assert.Equal("Nvdimm.Region.DimmDisabled", Id(run));
        Assert.Contains("region0 needs nmem1, which is disabled", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("Enable-NvdimmDevice nmem1, then Enable-NvdimmRegion region0.", run.Errors[0].ErrorDetails.RecommendedAction);
        Watched.BeforeWrite = null;
        Objects("Enable-NvdimmDevice", new { Dimm = "nmem1" });
        Assert.Empty(Run(Enable, new { Region = "region0" }).Errors);
    }

    [Theory]
    [InlineData(Errno.EACCES, "Nvdimm.Attribute.EACCES", "permission denied")]
    [InlineData(Errno.EROFS, "Nvdimm.Attribute.EROFS", "sysfs is read-only here")]
    [InlineData(Errno.ENXIO, "Nvdimm.Attribute.ENXIO", "ENXIO")]
    public void A_refusal_of_the_kernel_is_told(int errno, string id, string why)
    {
        Kernel.Faults.Add(new SimulatorFault { Attribute = "unbind", Kind = SimulatorFaultKind.Errno, Value = (uint)errno });
        var run = Run(Disable, new { Region = "region0", AllowInUse = true });
        Assert.Equal(id, Id(run));
        Assert.Contains("the write of 'region0' to /sys/bus/nd/drivers/nd_region/unbind", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(why, run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_no_writes_nothing()
    {
        Assert.Empty(Run(Disable, new { Region = "region0", AllowInUse = true, Confirm = true }, answer: _ => Harness.Answer.No).Errors);
        Assert.True(Kernel.Regions.First().Enabled);
    }

    /// <summary>A question can stand for long; what uses a region is looked at again under the lock.</summary>
    [Fact]
    public void What_came_into_use_while_the_question_stood_is_not_taken_away()
    {
        var mounts = File.ReadAllText(Kernel.MountTable);
        File.WriteAllText(Kernel.MountTable, string.Empty);
        var run = Run(Disable, new { Region = "region0", Confirm = true }, answer: _ =>
        {
            File.WriteAllText(Kernel.MountTable, mounts);
            return Harness.Answer.Yes;
        });
        Assert.Single(run.Prompts);
        Assert.Equal("Nvdimm.Change.InUse", Id(run));
        Assert.True(Kernel.Regions.First().Enabled);
    }

    [Fact]
    public void It_is_in_the_audit_log_before_it_is_made_and_with_its_outcome()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("nvdimm-audit-").FullName, "audit.jsonl");
        using (AuditLog.Use(new AuditLog(() => new AuditSettings { Path = file, Simulated = true }, "")))
        {
            Watched.BeforeWrite = _ => Assert.Contains("\"attribute\":\"/sys/bus/nd/drivers/nd_region/unbind\"", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.Empty(Objects(Disable, new { Region = "region0", AllowInUse = true }));
        }

        var record = Assert.IsType<NvdimmAuditRecord>(Assert.Single(Objects("Get-NvdimmAudit", new { Path = file })));
        Assert.Equal(("region0", "nd_region/unbind", "region0", "Sysfs", "Success", Disable, true, null),
            (record.Target, record.FunctionName, record.Value, record.Route, record.Outcome, record.Command, record.Answered, record.Function));
    }

    [Fact]
    public void A_write_that_fails_has_its_outcome_too()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("nvdimm-audit-").FullName, "audit.jsonl");
        using (AuditLog.Use(new AuditLog(() => new AuditSettings { Path = file, Simulated = true }, "")))
        {
            Watched.BeforeWrite = _ => throw KernelErrors.NeedsLinux("region0");
            Assert.Equal("Nvdimm.Platform.NotLinux", Id(Run(Disable, new { Region = "region0", AllowInUse = true })));
        }

        var record = Assert.IsType<NvdimmAuditRecord>(Assert.Single(Objects("Get-NvdimmAudit", new { Path = file })));
        Assert.Equal((true, "Nvdimm.Platform.NotLinux"), (record.Answered, record.Outcome));
    }

    [Fact]
    public void What_must_be_logged_and_cannot_be_is_not_written()
    {
        using var log = AuditLog.Use(new AuditLog(
            () => new AuditSettings { Path = "/nonexistent/nvdimm/audit.jsonl", Simulated = true, Required = true }, ""));
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Disable, new { Region = "region0", AllowInUse = true });
        Assert.Equal("Nvdimm.Audit.Required", Id(run));
        Assert.Contains("the write to /sys/bus/nd/drivers/nd_region/unbind", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.True(Kernel.Regions.First().Enabled);
    }

    [Fact]
    public void A_region_that_stays_as_it_was_is_told()
    {
        var region = Region();
        RegionPlanner.Verify(region, isEnabled: true);
        Assert.Equal("Nvdimm.Region.NotDone", Assert.Throws<NvdimmException>(() => RegionPlanner.Verify(region, isEnabled: false)).ErrorId);
    }

    [Fact]
    public void Ctrl_C_ends_a_plan_between_two_steps()
    {
        using var stop = new CancellationTokenSource();
        using var caller = new DsmCaller(Watched);
        var written = 0;
        Watched.BeforeWrite = _ =>
        {
            written++;
            stop.Cancel();
        };
        var step = RegionPlanner.Disable(Region()).Steps[0];
        var plan = new ChangePlan { Target = "region0", Action = "Disable the region", Steps = [step, step] };
        var runner = new ChangeRunner(new NvdimmMachine(Watched), caller, null!, new ChangeGates { AllowInUse = true });
        Assert.ThrowsAny<OperationCanceledException>(() => runner.Send(plan, stop.Token));
        Assert.Equal(1, written);
    }

    private NvdimmRegion Region() => new NvdimmMachine(Kernel).Topology.FindRegion("region0")!;
}
