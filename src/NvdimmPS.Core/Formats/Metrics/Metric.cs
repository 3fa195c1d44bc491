namespace NvdimmPS.Formats.Metrics;

/// <summary>A metric: what it is called, what it means, and the samples that a DIMM has of it; none where it is not known.</summary>
/// <param name="Name">With its unit, by Prometheus' rules.</param>
/// <param name="Help">A sentence for people.</param>
/// <param name="Samples">Of one DIMM.</param>
/// <typeparam name="T">What was read of the DIMM.</typeparam>
internal sealed record Metric<T>(string Name, string Help, Func<T, IEnumerable<MetricSample>> Samples)
{
    /// <summary>A number that may be unknown.</summary>
    public Metric(string name, string help, Func<T, double?> value)
        : this(name, help, h => value(h) is { } known ? [new MetricSample(known)] : [])
    {
    }

    /// <summary>Only what ends in <c>_total</c> counts up.</summary>
    public string Type => Name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge";
}
