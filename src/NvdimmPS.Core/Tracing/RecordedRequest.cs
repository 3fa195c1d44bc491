using NvdimmPS.Abi;

namespace NvdimmPS.Tracing;

/// <summary>One ioctl with its answer.</summary>
/// <param name="Sequence">Counts from 1, over opens and requests.</param>
/// <param name="Time">When it was sent (UTC).</param>
/// <param name="Node">The node.</param>
/// <param name="Access">How the node was open.</param>
/// <param name="Request">The whole request number.</param>
/// <param name="Before">The buffer as it was sent.</param>
/// <param name="After">The buffer as it came back; null where the kernel refused, which leaves it as it was.</param>
/// <param name="Result">The return value; a refusal is the negated errno.</param>
/// <param name="Latency">How long the ioctl took.</param>
/// <param name="Hidden">The bytes of both buffers that are not recorded.</param>
internal sealed record RecordedRequest(
    long Sequence,
    DateTime Time,
    NdNode Node,
    NdAccess Access,
    uint Request,
    byte[] Before,
    byte[]? After,
    int Result,
    TimeSpan Latency,
    IReadOnlyList<HiddenBytes> Hidden);
