using System.Runtime.CompilerServices;

namespace NvdimmPS;

/// <summary>
/// The health of one DIMM, in the same words for every family. What is null is not known; <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmHealth
{
    // By the names of the properties, so that what they have in common can be done by HealthTable's rows.
    private readonly Dictionary<string, object> _values;

    /// <summary>Health of which nothing is known yet.</summary>
    public NvdimmHealth()
        : this(new(StringComparer.Ordinal))
    {
    }

    /// <summary>Health with what is reported.</summary>
    /// <param name="values">Values by property, each as the property's row in the table makes it.</param>
    internal NvdimmHealth(Dictionary<string, object> values) => _values = values;

    /// <summary>The version of this object, so that a file of a newer one is not misread.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>The remote host it belongs to; null for this host.</summary>
    internal string? Host { get; set; }

    /// <summary>Its bus.</summary>
    public string? Bus { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary><c>Healthy</c>, <c>Warning</c>, <c>Unhealthy</c> or <c>Unknown</c>.</summary>
    public required string HealthStatus { get; init; }

    /// <summary>The family's own word, such as <c>NonCritical</c>.</summary>
    public string? HealthDetail { get => Value<string?>(); init => Set(value); }

    /// <summary>Why, in the words of the shared vocabulary; empty where nothing is wrong.</summary>
    public required ItemList<string> Reason { get; init; }

    /// <summary>The causes with their ids, meanings and remedies, worst first.</summary>
    public required ItemList<HealthCause> Causes { get; init; }

    /// <summary>Temperature of the media in °C.</summary>
    public double? MediaTemperature { get => Value<double?>(); init => Set(value); }

    /// <summary>Where its alarm is set.</summary>
    public double? MediaTemperatureThreshold { get => Value<double?>(); init => Set(value); }

    /// <summary>Temperature of the controller in °C.</summary>
    public double? ControllerTemperature { get => Value<double?>(); init => Set(value); }

    /// <summary>Where its alarm is set.</summary>
    public double? ControllerTemperatureThreshold { get => Value<double?>(); init => Set(value); }

    /// <summary>Spare blocks left, in percent.</summary>
    public int? SparesRemaining { get => Value<int?>(); init => Set(value); }

    /// <summary>Where its alarm is set.</summary>
    public int? SparesThreshold { get => Value<int?>(); init => Set(value); }

    /// <summary>Rated life used, in percent.</summary>
    public int? PercentageUsed { get => Value<int?>(); init => Set(value); }

    /// <summary>Rated life left, in percent.</summary>
    public int? LifeRemaining { get => Value<int?>(); init => Set(value); }

    /// <summary>Where its alarm is set.</summary>
    public int? LifeThreshold { get => Value<int?>(); init => Set(value); }

    /// <summary>The alarms that are armed.</summary>
    public ItemList<string>? AlarmsEnabled { get => Value<ItemList<string>?>(); init => Set(value); }

    /// <summary>The alarms that have tripped.</summary>
    public ItemList<string>? AlarmsTripped { get => Value<ItemList<string>?>(); init => Set(value); }

    /// <summary>The last shutdown: <c>Clean</c> or <c>Dirty</c>.</summary>
    public string? LastShutdown { get => Value<string?>(); init => Set(value); }

    /// <summary>
    /// Whether that is <c>Latched</c> (counted only where it was asked for), <c>Unlatched</c>, or the family does not say.
    /// </summary>
    public string? ShutdownLatch { get => Value<string?>(); init => Set(value); }

    /// <summary>How many shutdowns were dirty.</summary>
    public ulong? DirtyShutdownCount { get => Value<ulong?>(); init => Set(value); }

    /// <summary>How many shutdowns were dirty, counted whether or not that was asked for.</summary>
    public ulong? UnlatchedDirtyShutdownCount { get => Value<ulong?>(); init => Set(value); }

    /// <summary>Power cycles.</summary>
    public ulong? PowerCycles { get => Value<ulong?>(); init => Set(value); }

    /// <summary>Seconds with power, for life.</summary>
    public ulong? PowerOnSec { get => Value<ulong?>(); init => Set(value); }

    /// <summary>Seconds since the power came.</summary>
    public ulong? UptimeSec { get => Value<ulong?>(); init => Set(value); }

    /// <summary>The highest temperature of the media so far, in °C.</summary>
    public double? MaxMediaTemperature { get => Value<double?>(); init => Set(value); }

    /// <summary>The highest temperature of the controller so far, in °C.</summary>
    public double? MaxControllerTemperature { get => Value<double?>(); init => Set(value); }

    /// <summary>
    /// Performance lost by thermal throttling, in percent: the average since the health was last read in this boot.
    /// </summary>
    public int? ThrottleLoss { get => Value<int?>(); init => Set(value); }

    /// <summary>Whether it would save its contents on a power loss.</summary>
    public bool? Armed { get => Value<bool?>(); init => Set(value); }

    /// <summary>An NVDIMM-N's last save: <c>Succeeded</c> or <c>Failed</c>.</summary>
    public string? LastSave { get => Value<string?>(); init => Set(value); }

    /// <summary>Its last restore.</summary>
    public string? LastRestore { get => Value<string?>(); init => Set(value); }

    /// <summary>Its last erase.</summary>
    public string? LastErase { get => Value<string?>(); init => Set(value); }

    /// <summary>Its last arming.</summary>
    public string? LastArm { get => Value<string?>(); init => Set(value); }

    /// <summary>Its energy source: <c>Good</c>, <c>Charging</c>, <c>Warning</c> or <c>Failed</c>.</summary>
    public string? EnergySource { get => Value<string?>(); init => Set(value); }

    /// <summary>What is left of the energy source's life, in percent.</summary>
    public int? EnergySourceLifetime { get => Value<int?>(); init => Set(value); }

    /// <summary>The energy source's temperature in °C.</summary>
    public double? EnergySourceTemperature { get => Value<double?>(); init => Set(value); }

    /// <summary>The firmware that runs, where it was asked for.</summary>
    public string? FirmwareVersion { get => Value<string?>(); init => Set(value); }

    /// <summary>The platform's flags: <c>save_fail</c>, <c>not_armed</c>, <c>smart_event</c> ….</summary>
    public ItemList<string>? Flags { get => Value<ItemList<string>?>(); init => Set(value); }

    /// <summary>The functions that were asked.</summary>
    public required ItemList<string> Functions { get; init; }

    /// <summary>How long they took, all together, in milliseconds.</summary>
    public double LatencyMs => Latency.TotalMilliseconds;

    /// <summary>When it was asked (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary>
    /// <c>Device</c>, <c>Simulated</c>, <c>Replayed</c>, or <c>Agentless</c> for what a host without the module said of itself.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <summary>Why it could not be asked everything; null where it was.</summary>
    internal HealthCause? Unasked { get; init; }

    /// <summary>True where the firmware was asked, and did not report its health.</summary>
    internal bool LacksStatus { get; init; }

    /// <summary>True where the kernel had no such DIMM, node or bus any more when it was asked.</summary>
    internal bool IsGone { get; init; }

    /// <summary>Why a function did not answer; the first one's reason where there are several.</summary>
    internal string? Failure { get; init; }

    /// <summary>What is reported of a property; null where nothing is.</summary>
    internal object? Find(string property) => _values.GetValueOrDefault(property);

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {HealthStatus}";

    private T? Value<T>([CallerMemberName] string property = "") => Find(property) is T value ? value : default;

    private void Set(object? value, [CallerMemberName] string property = "")
    {
        if (value is not null)
        {
            _values[property] = value;
        }
    }

    internal TimeSpan Latency { get; init; }
}
