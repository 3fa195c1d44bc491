using NvdimmPS.Firmware;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Firmware;

/// <summary>Microsoft's update of an NVDIMM-N: into the slot that does not run, region by region, then selected.</summary>
public sealed class MsftUpdateTests() : FirmwareTest("nvdimm-n")
{
    private static readonly FirmwareUpdateOptions Forced = new() { AllowUnknownImage = true };

    private static byte[] Some(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)i)];

    [Fact]
    public void It_goes_into_the_slot_that_does_not_run_and_is_selected()
    {
        var result = Update(Some(32 * 300), Forced);
        Assert.Equal(("StagedNeedsPowerCycle", "0x213", "0x214"), (result.Outcome, result.From, result.To));
        Assert.Equal((false, true), (result.CanActivate, result.NeedsPowerCycle));
        Assert.Equal(22u, Functions[1]);
        Assert.Equal([24u, 25u, 26u], Functions[^3..]);
        Assert.Equal(result.Chunks, Functions.Count(f => f == 23));
        Reasons.AssertComplete(result);
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal("0x214", new FirmwareReader(Caller).Read(Nvdimms.GetDevice("nmem0")).RunningVersion);
    }

    [Fact]
    public void With_the_version_known_a_second_run_only_selects_and_one_after_the_restart_does_nothing()
    {
        var known = Forced with { ImageVersion = "0x214" };
        Update(Some(64), known);
        var before = Functions.Length;
        Assert.Equal(("StagedNeedsPowerCycle", 0), (Update(Some(64), known) is var again ? again.Outcome : "", again.Chunks));
        Assert.Equal([1, 26, 25, 26], Functions[before..]);
        Kernel.Dimm("nmem0").PowerLoss();
        Assert.Equal("AlreadyRunning", Update(Some(64), known).Outcome);
        Assert.Equal([1], Functions[(before + 4)..]);
    }

    [Theory]
    [InlineData(22u, "Start")]
    [InlineData(23u, "Send")]
    [InlineData(24u, "Finish")]
    [InlineData(25u, "Select")]
    [InlineData(26u, "ReadBack")]
    public void A_fault_at_any_step_is_named_and_the_retry_works(uint function, string step)
    {
        Kernel.Faults.Add(new SimulatorFault { Function = function, Kind = SimulatorFaultKind.Status, Value = 3, Count = 1 });
        var failed = Update(Some(64), Forced);
        Assert.Equal(("Failed", step), (failed.Outcome, failed.Step));
        Assert.NotEqual(false, failed.SessionClosed);
        Reasons.AssertComplete(failed);
        Assert.True(Update(Some(64), Forced).Succeeded);
    }

    [Fact]
    public void An_update_that_was_left_open_is_ended()
    {
        Machine.Call("nmem0", 3, 22, [0]);
        var result = Update(Some(64), Forced);
        Assert.Equal(("StagedNeedsPowerCycle", true), (result.Outcome, result.EndedOther));
    }

    [Fact]
    public void What_cannot_be_an_image_for_it_is_refused()
    {
        Assert.Equal("Nvdimm.Firmware.ImageUnknown", Update(Some(64)).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ImageCut", Update(Some(65), Forced).ErrorId);
        Assert.Equal("Nvdimm.Firmware.OtherPart", Update(Image(), Forced).ErrorId);
        Assert.Equal("Nvdimm.Firmware.NoSlot", Update(Some(64), Forced with { Slot = 1 }).ErrorId);
        Assert.Equal("Nvdimm.Firmware.NoSlot", Update(Some(64), Forced with { Slot = 2 }).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ImageRejected", Update([.. "BAD!"u8, .. Some(28)], Forced).ErrorId);
        Assert.DoesNotContain(25u, Functions);
    }
}
