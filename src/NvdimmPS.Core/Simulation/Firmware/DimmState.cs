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

    public uint ShutdownCount { get; set; }

    public byte ShutdownState { get; set; }

    /// <summary>Null where the firmware is older than the field.</summary>
    public ushort? HealthReason { get; set; }

    public SmartThresholds Thresholds { get; } = new();

    public SmartInjection Injection { get; } = new();

    public DimmFlags Flags { get; set; }

    public byte[] Labels { get; set; } = [];

    public DimmSecurity Security { get; } = new();

    public DimmUpdate Update { get; } = new();

    public EnergySource EnergySource { get; } = new();
}
