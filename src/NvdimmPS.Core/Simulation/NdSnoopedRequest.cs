using NvdimmPS.Abi;

namespace NvdimmPS.Simulation;

/// <summary>What a snoop gets to see.</summary>
/// <param name="Node">The node it came through.</param>
/// <param name="Route">Generic call or legacy command.</param>
/// <param name="Family">nd_family; on the legacy route the DIMM's own family, 0 on a bus.</param>
/// <param name="Function">The function, or the number of the legacy command.</param>
/// <param name="Input">A copy of the input payload.</param>
public sealed record NdSnoopedRequest(NdNode Node, NdRoute Route, ulong Family, uint Function, ReadOnlyMemory<byte> Input);
