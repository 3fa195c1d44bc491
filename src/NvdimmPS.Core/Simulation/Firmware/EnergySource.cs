namespace NvdimmPS.Simulation.Firmware;

/// <summary>What saves an NVDIMM-N's contents when power is lost. Temperatures in whole °C, as the Microsoft family has them.</summary>
internal sealed class EnergySource
{
    public byte Lifetime { get; set; } = 96;

    public ushort Temperature { get; set; } = 30;

    public uint RuntimeHours { get; set; } = 8_760;

    public byte LifeWarning { get; set; } = 20;

    public byte LifeError { get; set; } = 10;

    public byte TemperatureWarning { get; set; } = 55;

    public byte TemperatureError { get; set; } = 65;

    public byte NvmLifeWarning { get; set; } = 20;

    public byte NvmLifeError { get; set; } = 10;
}
