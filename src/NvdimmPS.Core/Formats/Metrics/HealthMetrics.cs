using NvdimmPS.Health;

namespace NvdimmPS.Formats.Metrics;

/// <summary>Every metric there is. Names are only ever added; dashboards key on them.</summary>
internal static class HealthMetrics
{
    private static readonly string[] EnergySourceStates = ["Good", "Charging", "Warning", "Failed"];

    /// <summary>
    /// What is counted of texts and words, where their property stands; null where nothing is. Numbers and flags are their own metric.
    /// </summary>
    public static IReadOnlyDictionary<string, Metric<NvdimmHealth>?> OfWords { get; } = new Dictionary<string, Metric<NvdimmHealth>?>
    {
        [nameof(NvdimmHealth.HealthDetail)] = null, // each family has its own words
        [nameof(NvdimmHealth.AlarmsEnabled)] =
            new("nvdimm_alarm_enabled", "1 for each alarm that is armed.", h => Alarms(h, h.AlarmsEnabled)),
        [nameof(NvdimmHealth.AlarmsTripped)] = new("nvdimm_alarm_tripped",
            "1 for each alarm that has tripped, 0 for one that is armed and has not.", h => Alarms(h, h.AlarmsTripped)),
        [nameof(NvdimmHealth.LastShutdown)] = null, // stands behind the count
        [nameof(NvdimmHealth.ShutdownLatch)] = null, // a trait of the family
        [nameof(NvdimmHealth.DirtyShutdownCount)] = new("nvdimm_last_shutdown_dirty", "1 where the last shutdown was dirty.",
            h => h.LastShutdown is { } last ? Bit(last == "Dirty") : null),
        [nameof(NvdimmHealth.LastSave)] =
            new("nvdimm_last_operation_failed", "1 where an NVDIMM-N's last operation of that kind failed.", Operations),
        [nameof(NvdimmHealth.LastRestore)] = null, // a label of it, as the next two
        [nameof(NvdimmHealth.LastErase)] = null,
        [nameof(NvdimmHealth.LastArm)] = null,
        [nameof(NvdimmHealth.EnergySource)] = new("nvdimm_energy_source_status",
            "The health of the energy source: 1 for the status that it has, 0 for the others.",
            h => h.EnergySource is { } state ? StateSet(EnergySourceStates, state) : []),
        [nameof(NvdimmHealth.FirmwareVersion)] = null, // a text that is not known where it was not asked for
        [nameof(NvdimmHealth.Flags)] = new("nvdimm_platform_flag", "1 for each flag that the platform has set.", h => (h.Flags ?? [])
            .Distinct(StringComparer.Ordinal).Select(f => new MetricSample(1, ("flag", f)))),
    };

    public static IReadOnlyList<Metric<NvdimmHealth>> All { get; } =
    [
        new("nvdimm_info", "The DIMM: bus, DSM family, unique id, and whether it is real.", h =>
        [
            new(1, ("bus", h.Bus ?? ""), ("family", h.Family ?? ""), ("source", h.Source), ("unique_id", h.UniqueId ?? "")),
        ]),
        new("nvdimm_health_status", "The health of the DIMM: 1 for the status that it has, 0 for the others.",
            h => StateSet(Enum.GetNames<HealthStatus>(), h.HealthStatus)),
        new("nvdimm_reason", "1 for each cause of a status other than Healthy.", h => h.Causes.DistinctBy(c => (c.Id, c.Reason))
            .Select(c => new MetricSample(1, ("id", c.Id), ("reason", c.Reason)))),
        .. HealthTable.Reported.SelectMany(Create),
        new("nvdimm_query_duration_seconds", "How long the firmware took to answer, all functions together.",
            h => h.Latency > TimeSpan.Zero ? h.Latency.TotalSeconds : null),
        new("nvdimm_query_timestamp_seconds", "When the DIMM was asked.", h => h.Time > DateTime.UnixEpoch
            ? (h.Time - DateTime.UnixEpoch).TotalSeconds
            : null),
    ];

    private static IEnumerable<Metric<NvdimmHealth>> Create(HealthProperty property)
    {
        if (property.Metric is var (name, help))
        {
            var whole = property.Kind == HealthKind.Percent ? 100.0 : 1;
            yield return new(name, help, h => property.Number(h) / whole);
        }

        if (OfWords.GetValueOrDefault(property.Name) is { } words)
        {
            yield return words;
        }
    }

    private static double Bit(bool value) => value ? 1 : 0;

    /// <summary>A word as one sample for each that it could be, so that a query can sum and an alert can wait.</summary>
    private static IEnumerable<MetricSample> StateSet(IEnumerable<string> states, string state) =>
        states.Select(s => new MetricSample(Bit(s == state), ("status", s)));

    private static IEnumerable<MetricSample> Alarms(NvdimmHealth health, ItemList<string>? set) =>
        set is null
            ? []
            : (health.AlarmsEnabled ?? []).Union(health.AlarmsTripped ?? [])
                .Order(StringComparer.Ordinal).Select(a => new MetricSample(Bit(set.Contains(a)), ("alarm", a)));

    private static IEnumerable<MetricSample> Operations(NvdimmHealth health) =>
        new[] { ("arm", health.LastArm), ("erase", health.LastErase), ("restore", health.LastRestore), ("save", health.LastSave) }
            .Where(o => o.Item2 is not null).Select(o => new MetricSample(Bit(o.Item2 == "Failed"), ("operation", o.Item1)));
}
