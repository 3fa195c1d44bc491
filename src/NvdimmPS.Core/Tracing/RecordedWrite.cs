namespace NvdimmPS.Tracing;

/// <summary>One write of a sysfs attribute, and what sysfs showed afterwards.</summary>
/// <param name="Sequence">Counts from 1, over opens, requests and writes.</param>
/// <param name="Time">When (UTC).</param>
/// <param name="Attribute">Its path below <c>/sys</c>.</param>
/// <param name="Value">What was written.</param>
/// <param name="Result">How many bytes the kernel took, or the negated errno.</param>
/// <param name="Changed">The entries of the tree that are new, or other ones.</param>
/// <param name="Gone">The paths that are there no more.</param>
internal sealed record RecordedWrite(
    long Sequence,
    DateTime Time,
    string Attribute,
    byte[] Value,
    int Result,
    IReadOnlyList<SysfsEntry> Changed,
    IReadOnlyList<string> Gone);
