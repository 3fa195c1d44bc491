using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The life of an NVDIMM-N: what its energy source does to saves, and what remains of them.</summary>
public sealed class NvdimmNTests : IDisposable
{
    private const string Flags = "nmem0/nfit/flags";

    private readonly NamedCalls _calls = new("nvdimm-n");

    private SimulatedDimm Dimm => _calls.Dimm;

    private SimulatedNvdimmN Module => Dimm.NvdimmN!;

    public void Dispose() => _calls.Dispose();

    [Fact]
    public void With_a_good_energy_source_it_saves_restores_erases_and_arms()
    {
        Assert.Equal((true, false, 14u, 14u, 15u, 17u), (Module.Armed, Module.HasImage, Module.Saves, Module.Restores, Module.Erases, Module.PowerCycles));
        Dimm.PowerLoss();
        Assert.Equal((true, false, 15u, 15u, 16u, 18u), (Module.Armed, Module.HasImage, Module.Saves, Module.Restores, Module.Erases, Module.PowerCycles));
        Assert.Equal((false, 0u), (Dimm.LastShutdownDirty, Dimm.DirtyShutdownCount));
        Assert.Equal("smart_notify \n", _calls.Attribute(Flags));
    }

    [Fact]
    public void With_a_broken_one_nothing_is_saved_and_it_cannot_be_armed()
    {
        Dimm.EnergySource!.Fail();
        Assert.True(Module.Armed);
        Assert.Equal("smart_notify \n", _calls.Attribute(Flags)); // what was so at the boot
        Dimm.PowerLoss();
        Assert.Equal((false, true, true, false), (Module.Armed, Module.SaveFailed, Module.ArmFailed, Module.RestoreFailed));
        Assert.Equal((true, 1u), (Dimm.LastShutdownDirty, Dimm.DirtyShutdownCount));
        Assert.Equal("save_fail not_armed smart_event smart_notify \n", _calls.Attribute(Flags));
        Assert.Equal("1\n", _calls.Attribute("region0/read_only"));
        Assert.Equal("1\n", _calls.Attribute("region0/namespace0.0/block/pmem0/ro"));
        Assert.Equal("0\n", _calls.Attribute("region1/read_only"));
        _calls.Call("GetLastBackupInfo").Says("TriggerInfo: SaveN", "SaveFailureInfo: NotEnoughEnergyForSave, PartialDataSaved");
        Assert.Equal("OperationTimedOut", _calls.Refused("Arm"));

        Dimm.EnergySource.Replace();
        Assert.Equal((100, false, 0u), (Dimm.EnergySource.Lifetime, Dimm.EnergySource.Failed, Dimm.EnergySource.RuntimeHours));
        _calls.Call("Arm");
        Assert.True(Module.Armed);
        Dimm.PowerLoss();
        Assert.Equal("smart_notify \n", _calls.Attribute(Flags));
        Assert.Equal("0\n", _calls.Attribute("region0/read_only"));
        Assert.Equal("0\n", _calls.Attribute("region0/namespace0.0/block/pmem0/ro"));
    }

    [Fact]
    public void One_that_still_charges_is_as_good_as_none()
    {
        Dimm.EnergySource!.Charged = false;
        _calls.Call("GetNvdimmNHealth").Says("ModuleHealth: NotEnoughEnergyForSave");
        Dimm.PowerLoss();
        Assert.Equal((true, false), (Module.SaveFailed, Module.Armed));
        Dimm.EnergySource.Charged = true;
        Assert.True(Module.Arm());
        _calls.Call("GetNvdimmNHealth").Says("ModuleHealth: none");
    }

    [Fact]
    public void One_without_life_left_does_not_save_either()
    {
        Dimm.EnergySource!.Lifetime = 0;
        _calls.Call("GetNvdimmNHealth").Says("ModuleHealth: NotEnoughEnergyForSave, EnergySourceHealthAssessmentError", "ErrorThresholdStatus: EnergySourceLifetime");
        Dimm.PowerLoss();
        Assert.True(Module.SaveFailed);
    }

    [Fact]
    public void What_cannot_be_restored_stays_until_somebody_erases_it()
    {
        _calls.Call("InjectError", ("OperationFailures", 2));
        Dimm.PowerLoss();
        Assert.Equal((true, true, false, 15u, 14u), (Module.HasImage, Module.RestoreFailed, Module.Armed, Module.Saves, Module.Restores));
        Assert.Equal("restore_fail not_armed smart_event smart_notify \n", _calls.Attribute(Flags));
        _calls.Call("GetLastBackupInfo").Says("TriggerInfo: NvmDataValid, SaveN", "SaveFailureInfo: none");
        Assert.Equal("OperationTimedOut", _calls.Refused("Arm")); // the image is in the way

        // Nothing is saved over it, and it is tried again.
        Dimm.PowerLoss();
        Assert.Equal((true, true, 15u), (Module.HasImage, Module.SaveFailed, Module.Saves));
        _calls.Call("GetLastBackupInfo").Says("SaveFailureInfo: SaveAborted");
        _calls.Call("EraseNvmImage");
        Assert.False(Module.HasImage);
        _calls.Call("Arm");
        _calls.Call("InjectError", ("OperationFailures", 0));
        Dimm.PowerLoss();
        Assert.Equal((false, false, true), (Module.RestoreFailed, Module.SaveFailed, Module.Armed));
    }

    [Fact]
    public void An_image_that_is_restored_late_is_restored()
    {
        _calls.Call("InjectError", ("OperationFailures", 2));
        Dimm.PowerLoss();
        _calls.Call("InjectError", ("OperationFailures", 0));
        Dimm.PowerLoss();
        Assert.Equal((false, false, true, 15u), (Module.HasImage, Module.RestoreFailed, Module.Armed, Module.Restores));
    }

    [Theory]
    [InlineData(1, "SaveFailed")]
    [InlineData(4, "EraseFailed")]
    [InlineData(8, "ArmFailed")]
    public void An_injected_error_meets_its_operation(int bit, string failed)
    {
        _calls.Call("InjectError", ("OperationFailures", bit));
        Dimm.PowerLoss();
        var failures = new Dictionary<string, bool>
        {
            ["SaveFailed"] = Module.SaveFailed, ["RestoreFailed"] = Module.RestoreFailed, ["EraseFailed"] = Module.EraseFailed,
            ["ArmFailed"] = Module.ArmFailed,
        };
        Assert.True(failures[failed]);
        Assert.False(failures["RestoreFailed"]);
        _calls.Call("GetInjectedErrors").Says($"OperationFailures: {bit}");
        Assert.Equal(bit == 1, _calls.Attribute(Flags).Contains("save_fail", StringComparison.Ordinal));
        Assert.Equal(bit != 1, _calls.Attribute(Flags).Contains("not_armed", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_flushed_is_a_dirty_shutdown_although_it_saves()
    {
        Dimm.PowerLoss(flushed: false);
        Assert.Equal((false, true, 1u), (Module.SaveFailed, Dimm.LastShutdownDirty, Dimm.DirtyShutdownCount));
        Assert.Equal("flush_fail smart_notify \n", _calls.Attribute(Flags));
        Dimm.PowerLoss();
        Assert.Equal("smart_notify \n", _calls.Attribute(Flags));
    }

    [Fact]
    public void Factory_settings_leave_it_without_an_image_and_not_armed()
    {
        _calls.DisableRegions();
        Module.CorrectableErrors = 9;
        _calls.Call("SetNvmLifetimeWarningThreshold", ("NvmLifetimeWarning", 77));
        _calls.Call("InjectError", ("OperationFailures", 2));
        Dimm.PowerLoss();
        _calls.Call("FactoryReset");
        Assert.Equal((false, false, (byte)0, 15u), (Module.HasImage, Module.Armed, Module.CorrectableErrors, Module.Saves));
        _calls.Call("GetInjectedErrors").Says("OperationFailures: 0");
        _calls.Call("GetNvmThresholds").Says("NvmLifetimeWarning: 20 %");
    }

    [Fact]
    public void Other_DIMMs_have_neither_and_lose_what_was_not_flushed()
    {
        using var machine = new Machine("1x1");
        var dimm = machine.Dimm;
        Assert.Null(dimm.EnergySource);
        Assert.Null(dimm.NvdimmN);
        var count = dimm.DirtyShutdownCount;
        dimm.PowerLoss();
        Assert.Equal((false, count), (dimm.LastShutdownDirty, dimm.DirtyShutdownCount));
        dimm.PowerLoss(flushed: false);
        Assert.Equal((true, count + 1), (dimm.LastShutdownDirty, dimm.DirtyShutdownCount));
        Assert.Equal("flush_fail smart_notify \n", machine.Attribute("nmem0/nfit/flags"));
        Assert.Equal($"{count + 1}\n", machine.Attribute("nmem0/nfit/dirty_shutdown"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_lifetime_is_a_percentage(int percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Dimm.EnergySource!.Lifetime = percent);
}
