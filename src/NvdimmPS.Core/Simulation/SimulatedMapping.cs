namespace NvdimmPS.Simulation;

/// <summary>A DIMM's part in a region.</summary>
/// <param name="Dimm">The DIMM.</param>
/// <param name="Start">Where the part starts on the DIMM, in bytes.</param>
/// <param name="Size">How many bytes it has.</param>
public sealed record SimulatedMapping(SimulatedDimm Dimm, ulong Start, ulong Size)
{
    /// <inheritdoc/>
    public override string ToString() => Dimm.Name;
}
