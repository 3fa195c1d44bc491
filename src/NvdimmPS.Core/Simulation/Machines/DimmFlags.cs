namespace NvdimmPS.Simulation.Machines;

/// <summary>The state flags of the NFIT's memory map structure, by their sysfs spelling.</summary>
[Flags]
internal enum DimmFlags
{
    None = 0,
    SaveFail = 1 << 0,
    RestoreFail = 1 << 1,
    FlushFail = 1 << 2,
    NotArmed = 1 << 3,
    SmartEvent = 1 << 4,
    SmartNotify = 1 << 5,
    MapFail = 1 << 6,
}
