namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>Errors that can be injected into an NVDIMM-N, by their numbers in HPE's table 5-17.</summary>
internal enum InjectedError : byte
{
    None = 0,
    NonCritical = 1,
    Critical = 2,
    Fatal = 3,
    Save = 4,
    Restore = 5,
    Erase = 6,
    Arm = 7,
    BadBlock = 8,
    EnergySource = 9,
    LowCharge = 10,
    SourceTemperatureWarning = 11,
    SourceTemperatureError = 12,
    SourceLifeWarning = 13,
    SourceLifeError = 14,
    LifeWarning = 15,
    LifeError = 16,
    FirmwareUpdate = 17,
    Controller = 18,
}
