using System.Globalization;

namespace NvdimmPS.Thresholds;

/// <summary>Thresholds as text with their units, to compare and to show.</summary>
internal static class ThresholdText
{
    /// <summary>Everything that a set can change, or must leave as it is.</summary>
    public static Dictionary<string, string> Format(NvdimmThreshold threshold) => new(StringComparer.Ordinal)
    {
        [nameof(NvdimmThreshold.MediaTemperature)] = Value(nameof(NvdimmThreshold.MediaTemperature), threshold.MediaTemperature),
        [nameof(NvdimmThreshold.ControllerTemperature)] =
            Value(nameof(NvdimmThreshold.ControllerTemperature), threshold.ControllerTemperature),
        [nameof(NvdimmThreshold.SparesRemaining)] = Value(nameof(NvdimmThreshold.SparesRemaining), threshold.SparesRemaining),
        [nameof(NvdimmThreshold.LifeWarning)] = Value(nameof(NvdimmThreshold.LifeWarning), threshold.LifeWarning),
        [nameof(NvdimmThreshold.EnergySourceLifetimeWarning)] =
            Value(nameof(NvdimmThreshold.EnergySourceLifetimeWarning), threshold.EnergySourceLifetimeWarning),
        [nameof(NvdimmThreshold.EnergySourceTemperatureWarning)] =
            Value(nameof(NvdimmThreshold.EnergySourceTemperatureWarning), threshold.EnergySourceTemperatureWarning),
        [nameof(NvdimmThreshold.AlarmsEnabled)] = Alarms(threshold.AlarmsEnabled),
    };

    public static string Value(string property, object? value) =>
        value is null
            ? "(not known)"
            : $"{Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)} "
                + $"{ThresholdField.UnitOf(property)}";

    public static string Alarms(IEnumerable<string>? alarms) =>
        alarms is null ? "(not known)" : string.Join(" ", alarms.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
