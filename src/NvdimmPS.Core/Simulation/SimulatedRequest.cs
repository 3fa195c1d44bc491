using NvdimmPS.Abi;

namespace NvdimmPS.Simulation;

/// <summary>One ioctl that a simulator received, refused ones too.</summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="Time">When it was answered, in UTC.</param>
/// <param name="Node">The node.</param>
/// <param name="Access">How the node was open.</param>
/// <param name="Request">The whole request number.</param>
/// <param name="Route">Generic call or legacy command.</param>
/// <param name="Family">nd_family; on the legacy route the DIMM's own family, 0 on a bus.</param>
/// <param name="Function">The function, or the number of the legacy command.</param>
/// <param name="Before">The buffer as it was sent. Passphrases are blanked here and in <paramref name="After"/>.</param>
/// <param name="After">The buffer as the caller got it back.</param>
/// <param name="Result">The return value; a refusal is the negated errno.</param>
public sealed record SimulatedRequest(
    long Sequence,
    DateTime Time,
    NdNode Node,
    NdAccess Access,
    uint Request,
    NdRoute Route,
    ulong Family,
    uint Function,
    ReadOnlyMemory<byte> Before,
    ReadOnlyMemory<byte> After,
    int Result);
