using NvdimmPS.Abi;

namespace NvdimmPS.Thresholds;

/// <summary>The thresholds of one family.</summary>
/// <param name="Fields">What there is.</param>
internal sealed record ThresholdFamily(params ThresholdField[] Fields)
{
    /// <summary>The field with the alarms that are armed, where the family has one.</summary>
    public const string Alarms = "AlarmControl";

    private static readonly Dictionary<string, ThresholdFamily> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(NdFamily.Intel)] = new(
            new(nameof(NvdimmThreshold.MediaTemperature), 2, "MediaTemperature", 17),
            new(nameof(NvdimmThreshold.ControllerTemperature), 2, "ControllerTemperature", 17),
            new(nameof(NvdimmThreshold.SparesRemaining), 2, "SparesRemaining", 17)) { AlarmGetter = 2, ArmedBy = 17 },
        [nameof(NdFamily.Hpe1)] = Hpe(life: 13, energySource: null),
        [nameof(NdFamily.Hpe2)] = Hpe(life: 3, energySource: 3),
        [nameof(NdFamily.Msft)] = new(
            new(nameof(NvdimmThreshold.LifeWarning), 5, "NvmLifetimeWarning", 6),
            new(nameof(NvdimmThreshold.LifeError), 5, "NvmLifetimeError"),
            new(nameof(NvdimmThreshold.EnergySourceLifetimeWarning), 7, "EnergySourceLifetimeWarning", 8),
            new(nameof(NvdimmThreshold.EnergySourceLifetimeError), 7, "EnergySourceLifetimeError"),
            new(nameof(NvdimmThreshold.EnergySourceTemperatureWarning), 7, "EnergySourceTemperatureWarning", 9),
            new(nameof(NvdimmThreshold.EnergySourceTemperatureError), 7, "EnergySourceTemperatureError")),
    };

    /// <summary>The families that have thresholds.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>
    /// The function that arms alarms together with all thresholds: what a call does not name it would lose, so the values of
    /// now are sent along. Null where each threshold is set by itself.
    /// </summary>
    public uint? ArmedBy { get; init; }

    /// <summary>The function that says which alarms are armed; null where none does.</summary>
    public uint? AlarmGetter { get; init; }

    /// <summary>The functions that say them.</summary>
    public IEnumerable<uint> Getters => Fields.Select(f => f.Getter).Distinct();

    /// <summary>The thresholds of a family; null where it has none.</summary>
    public static ThresholdFamily? For(string? family) => family is null ? null : Known.GetValueOrDefault(family);

    /// <summary>A threshold of a name in the shared vocabulary.</summary>
    public ThresholdField? Find(string property) => Array.Find(Fields, f => f.Property == property);

    /// <summary>Whether the family says a property of <see cref="NvdimmThreshold"/> at all.</summary>
    public bool Says(string property) =>
        property == nameof(NvdimmThreshold.AlarmsEnabled) ? AlarmGetter is not null : Find(property) is not null;

    private static ThresholdFamily Hpe(uint life, uint? energySource) => new(
        new(nameof(NvdimmThreshold.MediaTemperature), 2, "Temperature"),
        new(nameof(NvdimmThreshold.SparesRemaining), 2, "SparesRemaining"),
        new(nameof(NvdimmThreshold.LifeWarning), 2, "NvmLifetimeWarning", life),
        new(nameof(NvdimmThreshold.LifeError), 2, "NvmLifetimeError"),
        new(nameof(NvdimmThreshold.EnergySourceLifetimeWarning), 2, "EnergySourceLifetimeWarning", energySource),
        new(nameof(NvdimmThreshold.EnergySourceLifetimeError), 2, "EnergySourceLifetimeError"),
        new(nameof(NvdimmThreshold.EnergySourceTemperatureWarning), 2, "EnergySourceTemperatureWarning", energySource),
        new(nameof(NvdimmThreshold.EnergySourceTemperatureError), 2, "EnergySourceTemperatureError")) { AlarmGetter = 2 };
}
