namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>Where an NVDIMM-N begins to warn. Lifetimes in percent that is left, temperatures in °C.</summary>
internal sealed class NvdimmNThresholds
{
    public byte NvmLifeWarning { get; set; } = 20;

    public byte NvmLifeError { get; init; } = 10;

    public byte SourceLifeWarning { get; set; } = 20;

    public byte SourceLifeError { get; init; } = 10;

    public double SourceTemperatureWarning { get; set; } = 55;

    public double SourceTemperatureError { get; init; } = 65;

    public double Temperature { get; init; } = 85;

    public byte Spares { get; init; } = 10;

    /// <summary>Which alarms are on: all that there are.</summary>
    public NvdimmNAlarms Enabled { get; init; } = (NvdimmNAlarms)0xFF;
}
