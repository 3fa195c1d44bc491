using System.Globalization;

namespace NvdimmPS.Watching;

/// <summary>One alarm of a DIMM.</summary>
/// <param name="Tripped">Whether it has tripped.</param>
/// <param name="Figures">Such as <c>52 °C, threshold 50 °C</c>; empty where the family reports the alarm and no figures.</param>
internal readonly record struct WatchedAlarm(bool Tripped, string Figures)
{
    /// <summary>True where figure and threshold decided.</summary>
    public bool IsJudged => !string.IsNullOrEmpty(Figures);

    /// <summary>
    /// The alarms of a DIMM. Where figure and threshold of an armed one are known they decide, since some firmware never
    /// changes its trip bits; elsewhere the bits do.
    /// </summary>
    public static Dictionary<string, WatchedAlarm>? From(NvdimmHealth health)
    {
        var alarms = (health.AlarmsTripped ?? []).Distinct().ToDictionary(name => name, _ => new WatchedAlarm(true, ""));
        Judge("MediaTemperature", health.MediaTemperature, health.MediaTemperatureThreshold, " °C", isCeiling: true);
        Judge("ControllerTemperature", health.ControllerTemperature, health.ControllerTemperatureThreshold, " °C", isCeiling: true);
        Judge("SparesRemaining", health.SparesRemaining, health.SparesThreshold, " %", isCeiling: false);
        return health.AlarmsTripped is null && alarms.Count == 0 ? null : alarms;

        void Judge(string name, double? value, double? threshold, string unit, bool isCeiling)
        {
            if (value is { } v && threshold is { } t && health.AlarmsEnabled?.Contains(name) == true)
            {
                alarms[name] =
                    new(isCeiling ? v >= t : v <= t, string.Create(CultureInfo.InvariantCulture, $"{v}{unit}, threshold {t}{unit}"));
            }
        }
    }
}
