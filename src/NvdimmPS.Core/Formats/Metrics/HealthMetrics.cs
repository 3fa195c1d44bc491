using NvdimmPS.Health;

namespace NvdimmPS.Formats.Metrics;

/// <summary>Every metric there is. Names are only ever added; dashboards key on them.</summary>
internal static class HealthMetrics
{
    private static readonly string[] EnergySourceStates = ["Good", "Charging", "Warning", "Failed"];

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("nvdimm_info", "The DIMM: bus, DSM family, unique id, and whether it is real.", h =>
        [
            new(1, ("bus", h.Bus ?? ""), ("family", h.Family ?? ""), ("source", h.Source), ("unique_id", h.UniqueId ?? "")),
        ]),
        new("nvdimm_health_status", "The health of the DIMM: 1 for the status that it has, 0 for the others.",
            h => StateSet(Enum.GetNames<HealthStatus>(), h.HealthStatus)),
        new("nvdimm_reason", "1 for each cause of a status other than Healthy.", h => h.Causes.DistinctBy(c => (c.Id, c.Reason))
            .Select(c => new MetricSample(1, ("id", c.Id), ("reason", c.Reason)))),
        new("nvdimm_media_temperature_celsius", "Temperature of the media.", h => h.MediaTemperature),
        new("nvdimm_media_temperature_threshold_celsius", "Where the alarm for the media's temperature is set.",
            h => h.MediaTemperatureThreshold),
        new("nvdimm_controller_temperature_celsius", "Temperature of the controller.", h => h.ControllerTemperature),
        new("nvdimm_controller_temperature_threshold_celsius", "Where the alarm for the controller's temperature is set.",
            h => h.ControllerTemperatureThreshold),
        new("nvdimm_spares_remaining_ratio", "Spare blocks left, of 1.", h => h.SparesRemaining / 100.0),
        new("nvdimm_spares_threshold_ratio", "Where the alarm for the spare blocks is set, of 1.", h => h.SparesThreshold / 100.0),
        new("nvdimm_life_used_ratio", "Rated life used; more than 1 where the firmware counts on.", h => h.PercentageUsed / 100.0),
        new("nvdimm_life_remaining_ratio", "Rated life left, of 1.", h => h.LifeRemaining / 100.0),
        new("nvdimm_life_threshold_ratio", "Where the alarm for the rated life is set, of 1.", h => h.LifeThreshold / 100.0),
        new("nvdimm_alarm_enabled", "1 for each alarm that is armed.", h => Alarms(h, h.AlarmsEnabled)),
        new("nvdimm_alarm_tripped", "1 for each alarm that has tripped, 0 for one that is armed and has not.",
            h => Alarms(h, h.AlarmsTripped)),
        new("nvdimm_dirty_shutdowns_total", "Shutdowns that may have lost data.", h => h.DirtyShutdownCount),
        new("nvdimm_last_shutdown_dirty", "1 where the last shutdown was dirty.", h => h.LastShutdown is { } last
            ? Bit(last == "Dirty")
            : null),
        new("nvdimm_armed", "1 where the DIMM would save its contents on a power loss.", h => h.Armed is { } armed ? Bit(armed) : null),
        new("nvdimm_last_operation_failed", "1 where an NVDIMM-N's last operation of that kind failed.", Operations),
        new("nvdimm_energy_source_status", "The health of the energy source: 1 for the status that it has, 0 for the others.",
            h => h.EnergySource is { } state ? StateSet(EnergySourceStates, state) : []),
        new("nvdimm_energy_source_life_remaining_ratio", "What is left of the energy source's life, of 1.",
            h => h.EnergySourceLifetime / 100.0),
        new("nvdimm_energy_source_temperature_celsius", "Temperature of the energy source.", h => h.EnergySourceTemperature),
        new("nvdimm_platform_flag", "1 for each flag that the platform has set.", h => (h.Flags ?? [])
            .Distinct(StringComparer.Ordinal).Select(f => new MetricSample(1, ("flag", f)))),
        new("nvdimm_query_duration_seconds", "How long the firmware took to answer, all functions together.",
            h => h.Latency > TimeSpan.Zero ? h.Latency.TotalSeconds : null),
        new("nvdimm_query_timestamp_seconds", "When the DIMM was asked.", h => h.Time > DateTime.UnixEpoch
            ? (h.Time - DateTime.UnixEpoch).TotalSeconds
            : null),
    ];

    private static double Bit(bool value) => value ? 1 : 0;

    /// <summary>A word as one sample for each that it could be, so that a query can sum and an alert can wait.</summary>
    private static IEnumerable<MetricSample> StateSet(IEnumerable<string> states, string state) =>
        states.Select(s => new MetricSample(Bit(s == state), ("status", s)));

    private static IEnumerable<MetricSample> Alarms(NvdimmHealth health, string[]? set) =>
        set is null
            ? []
            : (health.AlarmsEnabled ?? []).Union(health.AlarmsTripped ?? [])
                .Order(StringComparer.Ordinal).Select(a => new MetricSample(Bit(set.Contains(a)), ("alarm", a)));

    private static IEnumerable<MetricSample> Operations(NvdimmHealth health) =>
        new[] { ("arm", health.LastArm), ("erase", health.LastErase), ("restore", health.LastRestore), ("save", health.LastSave) }
            .Where(o => o.Item2 is not null).Select(o => new MetricSample(Bit(o.Item2 == "Failed"), ("operation", o.Item1)));
}
