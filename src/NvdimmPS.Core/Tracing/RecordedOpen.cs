using NvdimmPS.Abi;

namespace NvdimmPS.Tracing;

/// <summary>One open of a node.</summary>
/// <param name="Sequence">Counts from 1, over opens and requests.</param>
/// <param name="Time">When (UTC).</param>
/// <param name="Node">The node.</param>
/// <param name="Access">How it was to be opened.</param>
/// <param name="Errno">The error, or 0.</param>
/// <param name="WrongNode">True where the node was not the device that sysfs names.</param>
internal sealed record RecordedOpen(long Sequence, DateTime Time, NdNode Node, NdAccess Access, int Errno, bool WrongNode);
