using System.Globalization;
using NvdimmPS.Health;

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
        foreach (var property in HealthTable.Alarmed)
        {
            if (property.Number(health) is { } value && HealthTable.Get(property.Threshold!).Number(health) is { } threshold
                && health.AlarmsEnabled?.Contains(property.Name) == true)
            {
                alarms[property.Name] = new(property.AlarmIsBelow ? value <= threshold : value >= threshold,
                    string.Create(CultureInfo.InvariantCulture, $"{value} {property.Unit}, threshold {threshold} {property.Unit}"));
            }
        }

        return health.AlarmsTripped is null && alarms.Count == 0 ? null : alarms;
    }
}
