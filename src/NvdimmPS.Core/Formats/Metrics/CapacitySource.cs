namespace NvdimmPS.Formats.Metrics;

/// <summary>One DIMM's capacity, and the host that it came from; null where that is this one.</summary>
/// <param name="Capacity">What was read.</param>
/// <param name="Host">Another host's name.</param>
public sealed record CapacitySource(NvdimmCapacity Capacity, string? Host = null);
