using NvdimmPS.Firmware;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Firmware;

/// <summary>Microsoft's update of an NVDIMM-N: into the slot that does not run, region by region, then selected.</summary>
public sealed class MsftUpdateTests() : FirmwareTest("nvdimm-n")
{
    private static readonly FirmwareUpdateOptions Forced = new() { AllowUnknownImage = true, ImageVersion = "0x214" };

    private static byte[] Some(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)i)];

    [Fact]
    public void It_goes_into_the_slot_that_does_not_run_and_is_selected()
    {
        var result = Update(Some(32 * 300), Forced);
        Assert.Equal(("StagedNeedsPowerCycle", "0x213", "0x214"), (result.Outcome, result.From, result.To));
        Assert.Equal((false, true), (result.CanActivate, result.NeedsPowerCycle));
        Assert.Equal(22u, Functions[3]);
        Assert.Equal([24u, 25u, 26u], Functions[^3..]);
        Assert.Equal(result.Chunks, Functions.Count(f => f == 23));
        Reasons.AssertComplete(result);
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal("0x214", new FirmwareReader(Caller).Read(Nvdimms.GetDevice("nmem0")).RunningVersion);
    }

    [Fact]
    public void A_second_run_changes_nothing_before_the_restart_and_after_it()
    {
        Update(Some(64), Forced);
        var before = Functions.Length;
        Assert.Equal(("AlreadyStaged", 0), (Update(Some(64), Forced with { ImageVersion = "0x0214" }) is var again ? again.Outcome : "", again.Chunks));
        Reasons.AssertComplete(again);
        Assert.Equal([1, 26], Functions[before..]);
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal("AlreadyRunning", Update(Some(64), Forced).Outcome);
        Assert.Equal([1], Functions[(before + 2)..]);
    }

    [Fact]
    public void A_slot_that_holds_the_image_and_is_named_is_selected()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 25, Kind = SimulatorFaultKind.Status, Value = 3, Count = 1 });
        Assert.Equal("Select", Update(Some(64), Forced).Step);
        var before = Functions.Length;
        Assert.Equal(("StagedNeedsPowerCycle", 0), (Update(Some(64), Forced with { Slot = 0 }) is var again ? again.Outcome : "", again.Chunks));
        Assert.Equal([1, 26, 25, 26], Functions[before..]);
    }

    [Fact]
    public void Without_its_version_nothing_is_overwritten()
    {
        Assert.Equal("Nvdimm.Firmware.NoImageVersion", Update(Some(64), Forced with { ImageVersion = null }).ErrorId);
        Assert.Equal([1u], Functions);
    }

    [Theory]
    [InlineData(22u, "Start")]
    [InlineData(23u, "Send")]
    [InlineData(24u, "Finish")]
    [InlineData(25u, "Select")]
    [InlineData(26u, "ReadBack")]
    public void A_fault_at_any_step_is_named_and_the_retry_works(uint function, string step)
    {
        var job = Prepare(Some(64), Forced);
        Kernel.Faults.Add(new SimulatorFault { Function = function, Kind = SimulatorFaultKind.Status, Value = 3, Count = 1 });
        var failed = job.Failed(Assert.Throws<NvdimmException>(() => Runner.Send(job.Plan!)));
        Assert.Equal(("Failed", step), (failed.Outcome, failed.Step));
        Assert.NotEqual(false, failed.SessionClosed);
        Reasons.AssertComplete(failed);
        Assert.True(Update(Some(64), Forced).Succeeded);
    }

    [Fact]
    public void An_update_of_somebody_else_is_ended_only_where_that_is_wanted()
    {
        Machine.Call("nmem0", 3, 22, [0]);
        Assert.Equal(("Refused", "Nvdimm.Firmware.InProgress"), (Update(Some(64), Forced) is var refused ? refused.Outcome : "", refused.ErrorId));
        Assert.DoesNotContain(24u, Functions);
        var result = Update(Some(64), Forced with { EndOther = true });
        Assert.Equal(("StagedNeedsPowerCycle", true), (result.Outcome, result.AbortedOtherUpdate));
    }

    [Fact]
    public void What_cannot_be_an_image_for_it_is_refused()
    {
        Assert.Equal("Nvdimm.Firmware.ImageUnknown", Update(Some(64)).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ImageTruncated", Update(Some(65), Forced).ErrorId);
        Assert.Equal("Nvdimm.Firmware.OtherPart", Update(Image(), new FirmwareUpdateOptions()).ErrorId);
        Assert.Equal("Nvdimm.Firmware.NoSlot", Update(Some(64), Forced with { Slot = 1 }).ErrorId);
        Assert.Equal("Nvdimm.Firmware.NoSlot", Update(Some(64), Forced with { Slot = 2 }).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ImageRejected", Update([.. "BAD!"u8, .. Some(28)], Forced).ErrorId);
        Assert.DoesNotContain(25u, Functions);
    }
}
