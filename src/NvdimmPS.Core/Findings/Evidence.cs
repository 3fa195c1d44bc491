using System.Globalization;

namespace NvdimmPS.Findings;

/// <summary>The values that show a finding.</summary>
internal static class Evidence
{
    /// <summary>A sentence: who, what is wrong, and the values in brackets.</summary>
    public static string Format(string target, string meaning, params string?[] values)
    {
        var shown = string.Join(", ", values.OfType<string>().Where(v => v.Length > 0));
        return shown.Length == 0 ? $"{target}: {meaning}." : $"{target}: {meaning} ({shown}).";
    }

    /// <summary>What a DIMM's health says of one of its causes.</summary>
    public static string?[] Format(NvdimmHealth health, string id) => id switch
    {
        "NV1001" or "NV1504" =>
            [Percent("spares", health.SparesRemaining), Percent("threshold", health.SparesThreshold), Tripped(health, id)],
        "NV1002" or "NV1501" or "NV1502" =>
            [Degrees("media", health.MediaTemperature), Degrees("threshold", health.MediaTemperatureThreshold), Tripped(health, id)],
        "NV1003" or "NV1503" => [Degrees("controller", health.ControllerTemperature),
            Degrees("threshold", health.ControllerTemperatureThreshold), Tripped(health, id)],
        "NV1004" or "NV1005" or "NV1505" => [Percent("life left", health.LifeRemaining), Percent("threshold", health.LifeThreshold)],
        "NV1006" or "NV1007" or "NV1008" => [Word("state", health.HealthDetail), Words("alarms", health.AlarmsTripped)],
        "NV1010" or "NV1507" => [Word("last shutdown", health.LastShutdown),
            Word("dirty shutdowns", health.DirtyShutdownCount?.ToString(CultureInfo.InvariantCulture))],
        "NV1011" => [Word("last save", health.LastSave), Words("flags", health.Flags)],
        "NV1012" => [Word("last restore", health.LastRestore), Words("flags", health.Flags)],
        "NV1014" => [Word("last erase", health.LastErase)],
        "NV1013" or "NV1015" or "NV1016" or "NV1017" => [Words("flags", health.Flags)],
        "NV1020" or "NV1021" or "NV1022" or "NV1025" or "NV1506" =>
            [Word("energy source", health.EnergySource), Percent("life left", health.EnergySourceLifetime)],
        "NV1023" or "NV1024" => [Degrees("energy source", health.EnergySourceTemperature)],
        "NV1090" or "NV1091" or "NV1092" or "NV1093" or "NV1094" or "NV1096" or "NV1097" or "NV1508" =>
            [Told(health)],
        _ => [Word("state", health.HealthDetail)],
    };

    /// <summary>A limit of the policy.</summary>
    public static string Limit(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"limit {value:0.##}{unit}");

    /// <summary>An alarm stays tripped where its value has recovered.</summary>
    private static string? Tripped(NvdimmHealth health, string id) => id.StartsWith("NV10", StringComparison.Ordinal)
        ? Words("alarms", health.AlarmsTripped)
        : null;

    private static string? Told(NvdimmHealth health)
    {
        var told = health.Unavailable.GetValueOrDefault(nameof(NvdimmHealth.HealthDetail)) ?? health.HealthDetail;
        var who = health.Dimm + ": ";
        return (told?.StartsWith(who, StringComparison.Ordinal) == true ? told[who.Length..] : told)?.TrimEnd('.');
    }

    private static string? Percent(string name, int? value) => value is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{name} {number} %")
        : null;

    private static string? Degrees(string name, double? value) => value is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{name} {number:0.##} °C")
        : null;

    private static string? Word(string name, string? value) => string.IsNullOrEmpty(value) ? null : $"{name} {value}";

    private static string? Words(string name, string[]? values) => values is { Length: > 0 } ? $"{name} {string.Join(' ', values)}" : null;
}
