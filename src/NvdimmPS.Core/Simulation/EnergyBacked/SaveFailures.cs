namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>Why the last save failed: the registers CSAVE_FAIL_INFO0 and 1, as far as a simulated save can.</summary>
[Flags]
internal enum SaveFailures : ushort
{
    None = 0,
    ControllerHardware = 1 << 5,
    Media = 1 << 7,
    NotEnoughEnergy = 1 << 8,
    PartialData = 1 << 9,
    Aborted = 1 << 10,
}
