namespace NvdimmPS.Formats.Metrics;

/// <summary>One DIMM's health, and the host that it came from; null where that is this one.</summary>
/// <param name="Health">What was read.</param>
/// <param name="Host">Another host's name.</param>
public sealed record MetricSource(NvdimmHealth Health, string? Host = null);
