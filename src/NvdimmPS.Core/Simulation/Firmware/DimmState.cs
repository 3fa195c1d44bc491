using NvdimmPS.Simulation.EnergyBacked;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// What a DIMM remembers from one call to the next, in the units that its firmware reports. Guarded by the bus's lock.
/// </summary>
internal sealed class DimmState
{
    public SimulatedHealth Health { get; set; }

    public byte Spares { get; set; } = 100;

    public byte Used { get; set; }

    /// <summary>1/16 °C, sign and magnitude.</summary>
    public ushort MediaTemperature { get; set; } = Sixteenths.Encode(32);

    /// <summary>1/16 °C, sign and magnitude.</summary>
    public ushort ControllerTemperature { get; set; } = Sixteenths.Encode(38);

    /// <summary>Percent of performance lost by thermal throttling.</summary>
    public byte ThrottleLoss { get; set; }

    public uint ShutdownCount { get; set; }

    public byte ShutdownState { get; set; }

    /// <summary>Null where the firmware is older than the field.</summary>
    public ushort? HealthReason { get; set; }

    public SmartThresholds Thresholds { get; } = new();

    public SmartInjection Injection { get; } = new();

    public DimmFlags Flags { get; set; }

    public byte[] Labels { get; set; } = [];

    /// <summary>The tables by which it and the platform agree on its capacity.</summary>
    public byte[] PlatformData { get; set; } = [];

    public DimmSecurity Security { get; } = new();

    public DimmUpdate Update { get; } = new();

    /// <summary>What a module of the Intel family counts and logs.</summary>
    public ModuleLogs Logs { get; } = new();

    /// <summary>What vendor commands set on it.</summary>
    public ModuleSettings Settings { get; } = new();

    /// <summary>The version of the vendor commands' interface (FIS), in binary-coded decimal.</summary>
    public ushort FisVersion { get; set; } = 0x0203;

    /// <summary>The last long operation since the power came.</summary>
    public LongOperation? LongOperation { get; set; }

    /// <summary>The last scrub since the power came, and from where to where it goes.</summary>
    public (ulong Start, ulong End, LongOperation Operation)? Scrub { get; set; }

    /// <summary>What an NVDIMM-N has besides; null for any other DIMM.</summary>
    public NvdimmNState? NvdimmN { get; set; }

    /// <summary>False where the platform keeps error injection locked.</summary>
    public bool InjectionEnabled { get; private set; } = true;

    /// <summary>Errors that were injected into the label area.</summary>
    public BadRanges LabelErrors { get; } = new();

    /// <summary>Locks error injection, which ends what was injected, or unlocks it.</summary>
    public bool EnableInjection(bool enabled)
    {
        if (!enabled)
        {
            Injection.Clear();
            NvdimmN?.Injected.ClearAll();
        }

        return InjectionEnabled = enabled;
    }

    /// <summary>The power goes and comes back.</summary>
    /// <param name="flushed">False where what was on its way to the DIMM is lost: a dirty shutdown.</param>
    public void PowerCycle(bool flushed)
    {
        const DimmFlags fromBoot =
            DimmFlags.SaveFail | DimmFlags.RestoreFail | DimmFlags.FlushFail | DimmFlags.NotArmed | DimmFlags.SmartEvent;
        if (NvdimmN is { } module)
        {
            Flags = (Flags & ~fromBoot) | module.PowerCycle(flushed);
            flushed &= !module.Saving.Failed;
        }
        else
        {
            Flags = flushed ? Flags & ~DimmFlags.FlushFail : Flags | DimmFlags.FlushFail;
        }

        ShutdownState = flushed ? (byte)0 : (byte)1;
        ShutdownCount += flushed ? 0u : 1;
        Injection.Clear();
        Security.PowerCycle();
        Update.PowerCycle();
        Logs.PowerCycle();
        Settings.PowerCycle();
        (LongOperation, Scrub) = (null, null);
    }
}
