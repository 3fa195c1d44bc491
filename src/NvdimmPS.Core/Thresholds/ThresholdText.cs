using System.Globalization;
using T = NvdimmPS.NvdimmThreshold;

namespace NvdimmPS.Thresholds;

/// <summary>Thresholds as text with their units, to compare and to show.</summary>
internal static class ThresholdText
{
    /// <summary>Everything that a set can change, or must leave as it is.</summary>
    public static Dictionary<string, string> Of(T threshold) => new(StringComparer.Ordinal)
    {
        [nameof(T.MediaTemperature)] = Value(nameof(T.MediaTemperature), threshold.MediaTemperature),
        [nameof(T.ControllerTemperature)] = Value(nameof(T.ControllerTemperature), threshold.ControllerTemperature),
        [nameof(T.SparesRemaining)] = Value(nameof(T.SparesRemaining), threshold.SparesRemaining),
        [nameof(T.LifeWarning)] = Value(nameof(T.LifeWarning), threshold.LifeWarning),
        [nameof(T.EnergySourceLifetimeWarning)] = Value(nameof(T.EnergySourceLifetimeWarning), threshold.EnergySourceLifetimeWarning),
        [nameof(T.EnergySourceTemperatureWarning)] =
            Value(nameof(T.EnergySourceTemperatureWarning), threshold.EnergySourceTemperatureWarning),
        [nameof(T.AlarmsEnabled)] = Alarms(threshold.AlarmsEnabled),
    };

    public static string Value(string property, object? value) =>
        value is null
            ? "(not known)"
            : $"{Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)} "
                + $"{ThresholdField.UnitOf(property)}";

    public static string Alarms(IEnumerable<string>? alarms) =>
        alarms is null ? "(not known)" : string.Join(" ", alarms.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
