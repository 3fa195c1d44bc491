using static NvdimmPS.Health.HealthKind;

namespace NvdimmPS.Health;

/// <summary>
/// Every property of <see cref="NvdimmHealth"/>, in its order. JSON, CSV, metrics, report columns, ndctl's form, baselines, alarms
/// that are watched, comparisons of hosts, and the reader of health that comes back are made from it. Names are only ever added:
/// programs key on them.
/// </summary>
internal static class HealthTable
{
    private const int Whole = 100;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HealthProperty> All { get; } =
    [
        new(nameof(NvdimmHealth.FormatVersion), Other, h => h.FormatVersion) { IsInReport = false },
        new(nameof(NvdimmHealth.Dimm), Text, h => h.Dimm) { Title = "DIMM" },
        new(nameof(NvdimmHealth.Bus), Text, h => h.Bus),
        new(nameof(NvdimmHealth.UniqueId), Text, h => h.UniqueId) { Title = "Unique id" },
        new(nameof(NvdimmHealth.Family), Text, h => h.Family) { Title = "Family", IsAlike = true },
        new(nameof(NvdimmHealth.HealthStatus), Text, h => h.HealthStatus) { Title = "Health", IsAlike = true },
        new(nameof(NvdimmHealth.HealthDetail), Text) { Label = "state", IsAlike = true },
        new(nameof(NvdimmHealth.Reason), Words, h => h.Reason) { Title = "Reason", IsAlike = true },
        new(nameof(NvdimmHealth.Causes), Other, h => h.Causes),
        new(nameof(NvdimmHealth.MediaTemperature), Celsius)
        {
            Label = "media", Threshold = nameof(NvdimmHealth.MediaTemperatureThreshold), Title = "Media", Ndctl = "temperature_celsius",
            Metric = ("nvdimm_media_temperature_celsius", "Temperature of the media."),
        },
        new(nameof(NvdimmHealth.MediaTemperatureThreshold), Celsius)
        {
            Label = "threshold", IsAlike = true, Ndctl = "temperature_threshold",
            Metric = ("nvdimm_media_temperature_threshold_celsius", "Where the alarm for the media's temperature is set."),
        },
        new(nameof(NvdimmHealth.ControllerTemperature), Celsius)
        {
            Label = "controller", Threshold = nameof(NvdimmHealth.ControllerTemperatureThreshold), Title = "Controller",
            Ndctl = "controller_temperature_celsius",
            Metric = ("nvdimm_controller_temperature_celsius", "Temperature of the controller."),
        },
        new(nameof(NvdimmHealth.ControllerTemperatureThreshold), Celsius)
        {
            Label = "threshold", IsAlike = true, Ndctl = "controller_temperature_threshold",
            Metric = ("nvdimm_controller_temperature_threshold_celsius", "Where the alarm for the controller's temperature is set."),
        },
        new(nameof(NvdimmHealth.SparesRemaining), Percent)
        {
            Label = "spares", Threshold = nameof(NvdimmHealth.SparesThreshold), AlarmIsBelow = true, Title = "Spares",
            Ndctl = "spares_percentage", Worse = " % of the spare blocks lost",
            Metric = ("nvdimm_spares_remaining_ratio", "Spare blocks left, of 1."),
        },
        new(nameof(NvdimmHealth.SparesThreshold), Percent)
        {
            Label = "threshold", IsAlike = true, Ndctl = "spares_threshold",
            Metric = ("nvdimm_spares_threshold_ratio", "Where the alarm for the spare blocks is set, of 1."),
        },
        new(nameof(NvdimmHealth.PercentageUsed), Percent)
        {
            Ndctl = "life_used_percentage",
            Metric = ("nvdimm_life_used_ratio", "Rated life used; more than 1 where the firmware counts on."),
        },
        new(nameof(NvdimmHealth.LifeRemaining), Percent)
        {
            Label = "life left", Most = Whole, AlarmIsBelow = true, Title = "Life left",
            Metric = ("nvdimm_life_remaining_ratio", "Rated life left, of 1."),
        },
        new(nameof(NvdimmHealth.LifeThreshold), Percent)
        {
            Label = "threshold", Most = Whole, IsAlike = true,
            Metric = ("nvdimm_life_threshold_ratio", "Where the alarm for the rated life is set, of 1."),
        },
        new(nameof(NvdimmHealth.AlarmsEnabled), Words) { IsAlike = true, IsInReport = false },
        new(nameof(NvdimmHealth.AlarmsTripped), Words) { Label = "alarms", IsAlike = true },
        new(nameof(NvdimmHealth.LastShutdown), Text) { Label = "last shutdown", Title = "Last shutdown", Ndctl = "shutdown_state" },
        new(nameof(NvdimmHealth.ShutdownLatch), Text) { IsInReport = false },
        new(nameof(NvdimmHealth.DirtyShutdownCount), Count)
        {
            Label = "dirty shutdowns", Title = "Dirty shutdowns", Ndctl = "shutdown_count", Worse = " dirty shutdowns",
            Metric = ("nvdimm_dirty_shutdowns_total", "Shutdowns that may have lost data."),
        },
        new(nameof(NvdimmHealth.UnlatchedDirtyShutdownCount), Count)
        {
            Label = "unlatched",
            Metric = ("nvdimm_unlatched_dirty_shutdowns_total", "Shutdowns that may have lost data, latched or not."),
        },
        new(nameof(NvdimmHealth.PowerCycles), Count)
        {
            Title = "Power cycles", Metric = ("nvdimm_power_cycles_total", "Power cycles."),
        },
        new(nameof(NvdimmHealth.PowerOnSec), Seconds)
        {
            Metric = ("nvdimm_power_on_seconds_total", "Lifetime power-on time."),
        },
        new(nameof(NvdimmHealth.UptimeSec), Seconds) { Metric = ("nvdimm_uptime_seconds", "Time since power-on.") },
        new(nameof(NvdimmHealth.MaxMediaTemperature), Celsius)
        {
            Label = "highest", Metric = ("nvdimm_media_temperature_highest_celsius", "Highest temperature of the media so far."),
        },
        new(nameof(NvdimmHealth.MaxControllerTemperature), Celsius)
        {
            Label = "highest",
            Metric = ("nvdimm_controller_temperature_highest_celsius", "Highest temperature of the controller so far."),
        },
        new(nameof(NvdimmHealth.ThrottleLoss), Percent)
        {
            Label = "throttled", Most = Whole, Title = "Throttled",
            Metric = ("nvdimm_throttle_loss_ratio", "Performance lost by thermal throttling since the last read, of 1."),
        },
        new(nameof(NvdimmHealth.Armed), Flag)
        {
            IsAlike = true, Metric = ("nvdimm_armed", "1 where the DIMM would save its contents on a power loss."),
        },
        new(nameof(NvdimmHealth.LastSave), Text) { Label = "last save", Title = "Last save" },
        new(nameof(NvdimmHealth.LastRestore), Text) { Label = "last restore" },
        new(nameof(NvdimmHealth.LastErase), Text) { Label = "last erase", IsInReport = false },
        new(nameof(NvdimmHealth.LastArm), Text) { IsInReport = false },
        new(nameof(NvdimmHealth.EnergySource), Text) { Label = "energy source", Title = "Energy source", IsAlike = true },
        new(nameof(NvdimmHealth.EnergySourceLifetime), Percent)
        {
            Label = "life left", Most = Whole, Title = "Energy life",
            Metric = ("nvdimm_energy_source_life_remaining_ratio", "What is left of the energy source's life, of 1."),
        },
        new(nameof(NvdimmHealth.EnergySourceTemperature), Celsius)
        {
            Label = "energy source", Metric = ("nvdimm_energy_source_temperature_celsius", "Temperature of the energy source."),
        },
        new(nameof(NvdimmHealth.FirmwareVersion), Text) { Title = "Firmware", IsAlike = true },
        new(nameof(NvdimmHealth.Flags), Words) { Label = "flags", IsAlike = true },
        new(nameof(NvdimmHealth.Functions), Words, h => h.Functions) { IsInReport = false },
        new(nameof(NvdimmHealth.LatencyMs), Other, h => h.LatencyMs) { IsInReport = false },
        new(nameof(NvdimmHealth.Time), Other, h => h.Time),
        new(nameof(NvdimmHealth.Source), Text, h => h.Source),
        new(nameof(NvdimmHealth.Unavailable), Other, h => h.Unavailable) { IsInReport = false },
    ];

    /// <summary>Those that the DIMM or its platform says, and may not.</summary>
    public static IReadOnlyList<HealthProperty> Reported { get; } = [.. All.Where(p => p.IsReported)];

    /// <summary>Those with an alarm whose threshold is a property too.</summary>
    public static IReadOnlyList<HealthProperty> Alarmed { get; } = [.. All.Where(p => p.Threshold is not null)];

    private static readonly Dictionary<string, HealthProperty> ByName = All.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>A property by its name, which must be one.</summary>
    public static HealthProperty Get(string name) => ByName[name];
}
