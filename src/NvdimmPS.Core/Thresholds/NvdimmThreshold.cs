namespace NvdimmPS;

/// <summary>
/// Where a DIMM begins to warn, in the same words for every family. What is null is not known; <see cref="Unavailable"/>
/// says why.
/// </summary>
public sealed class NvdimmThreshold
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its bus.</summary>
    public string? Bus { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary>The alarm is above this temperature of the media, in °C.</summary>
    public double? MediaTemperature { get; init; }

    /// <summary>The alarm is above this temperature of the controller, in °C.</summary>
    public double? ControllerTemperature { get; init; }

    /// <summary>The alarm is below this many spare blocks left, in percent.</summary>
    public int? SparesRemaining { get; init; }

    /// <summary>The warning is at this much rated life left, in percent.</summary>
    public int? LifeWarning { get; init; }

    /// <summary>The error is at this much rated life left, in percent.</summary>
    public int? LifeError { get; init; }

    /// <summary>The warning is at this much of the energy source's life left, in percent.</summary>
    public int? EnergySourceLifetimeWarning { get; init; }

    /// <summary>The error is at this much of the energy source's life left, in percent.</summary>
    public int? EnergySourceLifetimeError { get; init; }

    /// <summary>The warning is above this temperature of the energy source, in °C.</summary>
    public double? EnergySourceTemperatureWarning { get; init; }

    /// <summary>The error is above this temperature of the energy source, in °C.</summary>
    public double? EnergySourceTemperatureError { get; init; }

    /// <summary>Above this temperature of the media the module begins to slow down, in °C.</summary>
    public double? MediaThrottlingStart { get; init; }

    /// <summary>Below this temperature of the media the module stops slowing down, in °C.</summary>
    public double? MediaThrottlingStop { get; init; }

    /// <summary>Above this temperature of the media the module shuts down, in °C.</summary>
    public double? MediaShutdown { get; init; }

    /// <summary>Above this temperature of the controller the module begins to slow down, in °C.</summary>
    public double? ControllerThrottlingStart { get; init; }

    /// <summary>Below this temperature of the controller the module stops slowing down, in °C.</summary>
    public double? ControllerThrottlingStop { get; init; }

    /// <summary>Above this temperature of the controller the module shuts down, in °C.</summary>
    public double? ControllerShutdown { get; init; }

    /// <summary>The alarms that are armed, by the names of the thresholds here.</summary>
    public ItemList<string>? AlarmsEnabled { get; init; }

    /// <summary>The functions that were asked.</summary>
    public required ItemList<string> Functions { get; init; }

    /// <summary>How long they took, all together, in milliseconds.</summary>
    public double LatencyMs => Latency.TotalMilliseconds;

    /// <summary>When it was asked (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Dimm;

    internal TimeSpan Latency { get; init; }
}
