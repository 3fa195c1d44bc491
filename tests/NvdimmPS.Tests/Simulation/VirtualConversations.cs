using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>What a hypervisor answers, by name: Hyper-V's functions with a published layout, and POWER's.</summary>
internal static class VirtualConversations
{
    public static void HyperV(NamedCalls calls)
    {
        calls.Call("GetHealthInformation").Says("Health: none");
        calls.Call("GetUnsafeShutdownCount").Says("DirtyShutdownCount: 3");
        calls.Dimm.PowerLoss(flushed: false);
        calls.Dimm.HealthState = SimulatedHealth.Critical;
        Assert.Equal(1u, calls.Call("GetHealthInformation").Field("Health").Raw is "01000000" ? 1u : 0);
        calls.Call("GetUnsafeShutdownCount").Says("DirtyShutdownCount: 4");
    }

    public static void Papr(NamedCalls calls)
    {
        calls.Call("GetHealth").Says(
            "ValidFlags: PercentageRemaining, DirtyShutdownCount", "ArmState: Armed", "LastShutdownStatus: Clean", "LastRestoreStatus: Succeeded",
            "ScrubState: NotScrubbed", "LockState: Unlocked", "EncryptionState: NotEncrypted", "HealthState: Normal", "PercentageRemaining: 97 %",
            "DirtyShutdownCount: 1");
        calls.Dimm.PercentageUsed = 40;
        calls.Dimm.HealthState = SimulatedHealth.Critical;
        calls.Dimm.NotArmed = true;
        calls.Dimm.PowerLoss(flushed: false);
        calls.Dimm.Locked = true;
        calls.Call("GetHealth").Says(
            "ArmState: NotArmed", "LastShutdownStatus: Dirty", "LockState: Locked", "EncryptionState: Encrypted", "HealthState: Critical",
            "PercentageRemaining: 60 %", "DirtyShutdownCount: 2");
        calls.Call("InjectSmart", ("FatalErrorEnable", "Enable")).Says("ValidFlags: FatalError", "FatalErrorEnable: Enable", "DirtyShutdownEnable: Disable");
        calls.Call("GetHealth").Says("HealthState: Fatal");
        calls.Call("InjectSmart", ("FatalErrorEnable", "Disable"));
        calls.Call("GetHealth").Says("HealthState: Critical");
    }
}
