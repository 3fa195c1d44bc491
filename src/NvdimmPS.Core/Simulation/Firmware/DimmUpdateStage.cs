namespace NvdimmPS.Simulation.Firmware;

/// <summary>How far a firmware update has come.</summary>
internal enum DimmUpdateStage
{
    None,
    Sending,
    Verifying,
    Staged,
}
