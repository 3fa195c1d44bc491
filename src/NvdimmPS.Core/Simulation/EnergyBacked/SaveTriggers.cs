namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>The register CSAVE_INFO0: whether the flash holds an image, and what made the last save start.</summary>
[Flags]
internal enum SaveTriggers : byte
{
    None = 0,
    DataValid = 1 << 0,
    SaveN = 1 << 2,
}
