namespace NvdimmPS.Simulation.Firmware;

/// <summary>The alarm thresholds of a DIMM of the Intel family.</summary>
internal sealed class SmartThresholds
{
    /// <summary>Bit 0 spares, bit 1 media temperature, bit 2 controller temperature.</summary>
    public ushort AlarmControl { get; set; } = 0x7;

    public byte Spares { get; set; } = 50;

    /// <summary>1/16 °C, sign and magnitude.</summary>
    public ushort MediaTemperature { get; set; } = Sixteenths.Encode(82);

    /// <summary>1/16 °C, sign and magnitude.</summary>
    public ushort ControllerTemperature { get; set; } = Sixteenths.Encode(98);
}
