namespace NvdimmPS.Health.Watching;

/// <summary>One alarm of a DIMM.</summary>
/// <param name="Tripped">Whether it has tripped.</param>
/// <param name="Figures">Such as <c>52 °C, threshold 50 °C</c>; empty where the family reports the alarm and no figures.</param>
internal readonly record struct WatchedAlarm(bool Tripped, string Figures);
