using NvdimmPS.Health;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Reports;

/// <summary>Everything that a report says of a DIMM. Names are only ever added; programs key on them.</summary>
internal static class ReportColumns
{
    // What people look for first, and what says which DIMM it is; the rest stands between them in the table's order.
    private static readonly string[] First =
    [
        nameof(NvdimmHealth.Dimm), nameof(NvdimmHealth.HealthStatus), nameof(NvdimmHealth.Reason), nameof(NvdimmHealth.HealthDetail),
        nameof(NvdimmHealth.Causes),
    ];

    private static readonly string[] Last =
    [
        nameof(NvdimmHealth.Flags), nameof(NvdimmHealth.FirmwareVersion), nameof(NvdimmHealth.Family), nameof(NvdimmHealth.Bus),
        nameof(NvdimmHealth.UniqueId), nameof(NvdimmHealth.Time), nameof(NvdimmHealth.Source),
    ];

    public static IReadOnlyList<ReportColumn> All { get; } =
    [
        new("Host", d => d.Host, "Host"),
        .. First.Concat(HealthTable.All.Where(p => p.IsInReport).Select(p => p.Name).Except([.. First, .. Last])).Select(OfHealth),
        Size("Capacity", "Capacity", c => c.Total),
        .. CapacityPart.All.Select(p => Size(p.Name, p.Title, p.Get)),
        .. Last.Select(OfHealth),
    ];

    private static ReportColumn Size(string name, string title, Func<NvdimmCapacity, ulong?> get) =>
        new(name, d => d.Capacity is { } capacity ? get(capacity) : null, $"{title}\u00A0GiB") { IsSize = true };

    private static ReportColumn OfHealth(string name) => Create(HealthTable.Get(name));

    private static ReportColumn Create(HealthProperty property) => new(property.Name, Value(property), property switch
    {
        { Title: { } title, Unit: { } unit } => $"{title}\u00A0{unit}",
        _ => property.Title,
    });

    private static Func<ReportDimm, object?> Value(HealthProperty property) => property.Name switch
    {
        nameof(NvdimmHealth.Causes) => d => d.Health.Causes.Select(c => c.Id).ToArray(),
        nameof(NvdimmHealth.Time) => d => d.Health.Time > DateTime.UnixEpoch ? d.Health.Time : null,
        _ => d => property.Get(d.Health),
    };
}
