namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>Thresholds that are crossed, by the bits of HPE's "Alarm Trips".</summary>
[Flags]
internal enum NvdimmNAlarms : ushort
{
    None = 0,
    Temperature = 1 << 0,
    Spares = 1 << 1,
    LifeWarning = 1 << 2,
    LifeError = 1 << 3,
    SourceLifeWarning = 1 << 4,
    SourceLifeError = 1 << 5,
    SourceTemperatureWarning = 1 << 6,
    SourceTemperatureError = 1 << 7,
    Warnings = LifeWarning | SourceLifeWarning | SourceTemperatureWarning | Temperature | Spares,
    Errors = LifeError | SourceLifeError | SourceTemperatureError,
}
