using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Formats.Metrics;

/// <summary>The metrics of what the capacity of DIMMs is used for. Names are only ever added; dashboards key on them.</summary>
internal static class CapacityMetrics
{
    public static IReadOnlyList<Metric<NvdimmCapacity>> All { get; } =
    [
        new("nvdimm_size_bytes", "All of the DIMM's capacity.", c => c.Total),
        new("nvdimm_capacity_bytes", "What the capacity is used for; all uses together are nvdimm_size_bytes.", c =>
            from part in CapacityPart.All
            let bytes = part.Get(c)
            where bytes is not null
            select new MetricSample(bytes.Value, ("use", part.Label))),
    ];
}
