namespace NvdimmPS.Formats.Metrics;

/// <summary>A number of a DIMM, and the labels that it has besides the DIMM's name.</summary>
/// <param name="Value">The number.</param>
/// <param name="Labels">Names and values.</param>
internal sealed record MetricSample(double Value, params (string Name, string Value)[] Labels);
