namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>How ndctl 76 to 81 treats what <see cref="KnownDifferences"/> lists, observed and from libndctl's behaviour.</summary>
internal static class NdctlHabits
{
    private const string Health = "health_state";

    // An alarm's switch, its threshold.
    private static readonly (string Alarm, string Threshold)[] Alarms =
    [
        ("alarm_enabled_spares", "spares_threshold"),
        ("alarm_enabled_media_temperature", "temperature_threshold"),
        ("alarm_enabled_ctrl_temperature", "controller_temperature_threshold"),
    ];

    private static readonly (string Key, uint Function, string Field)[] IntelTemperatures =
    [
        ("temperature_celsius", 1, "MediaTemperature"),
        ("controller_temperature_celsius", 1, "ControllerTemperature"),
        ("temperature_threshold", 2, "MediaTemperature"),
        ("controller_temperature_threshold", 2, "ControllerTemperature"),
    ];

    private static readonly (string Key, uint Function, string Field)[] HpeTemperatures =
    [
        ("temperature_celsius", 1, "Temperature"),
        ("temperature_threshold", 2, "Temperature"),
    ];

    public static Specimen Padded(Specimen specimen) =>
        specimen.Rewrite((function, bytes) => [.. bytes, .. new byte[Math.Max(0, function.Output!.FixedSize - bytes.Length)]]);

    /// <summary>Of answers that are padded already.</summary>
    public static Specimen Successful(Specimen specimen) => specimen.Rewrite((_, bytes) => [0, 0, 0, 0, .. bytes[4..]]);

    public static IEnumerable<(string Key, object? Value)> PositiveStatus(Reading reading) =>
        BitConverter.ToInt32(reading.Specimen.Answers[1]) > 0 ? [(Health, null)] : [];

    public static IEnumerable<(string Key, object? Value)> AfterFailure(Reading reading) => reading.Specimen.Ask(1) is null
        ? [("shutdown_count", null), .. Alarms.SelectMany(a => new (string, object?)[] { (a.Alarm, null), (a.Threshold, null) })]
        : [];

    public static IEnumerable<(string Key, object? Value)> Disarmed(Reading reading) =>
        Alarms.Where(a => reading.Values.GetValueOrDefault(a.Alarm) != "true").Select(a => (a.Threshold, (object?)null));

    public static IEnumerable<(string Key, object? Value)> GravestHealth(Reading reading)
    {
        if (reading.Values.GetValueOrDefault(Health)?.StartsWith("Unknown", StringComparison.Ordinal) is true)
        {
            var number = reading.Specimen.Ask(1)!.Number("HealthState");
            // PAPR counts 1, 2, 3 where the others have a bit each; libndctl shifts.
            var bits = reading.Specimen.Family.Name == "Papr" ? 1UL << (int)(number - 1) : number;
            yield return (Health, (bits & 4) != 0 ? "fatal" : (bits & 2) != 0 ? "critical" : (bits & 1) != 0 ? "non-critical" : "ok");
        }
    }

    public static IEnumerable<(string Key, object? Value)> MinusOne(Reading reading)
    {
        var smart = reading.Specimen.Ask(1)!;
        if (smart.Has("ValidFlags", "Temperature") is true && smart["Temperature"] is null)
        {
            yield return ("temperature_celsius", -2047.9375);
        }

        if (smart.Has("ValidFlags", "SparesRemaining") is true && smart["SparesRemaining"] is null)
        {
            yield return ("spares_percentage", 255);
        }

        if (smart.Has("ValidFlags", "PercentageUsed") is true && smart["PercentageUsed"] is null)
        {
            yield return ("life_used_percentage", 255);
        }
    }

    public static IEnumerable<(string Key, object? Value)> SaveBits(Reading reading) =>
        reading.Specimen.Ask(1)!["LastShutdownStatus"] is string[] { Length: > 1 } ? [("shutdown_state", "dirty")] : [];

    public static IEnumerable<(string Key, object? Value)> AlarmWords(Reading reading)
    {
        var specimen = reading.Specimen;
        if (specimen.Family.Name == "Hpe1")
        {
            if (specimen.Ask(1)!["AlarmTrips"] is not null)
            {
                yield return ("alarm_controller_temperature", false);
            }

            yield return ("alarm_enabled_ctrl_temperature", false);
        }
        else if (specimen.Ask(11) is { } health)
        {
            bool Trips(string word) => health.Has("ErrorThresholdStatus", word) is true || health.Has("WarningThresholdStatus", word) is true;
            yield return ("alarm_temperature", false);
            yield return ("alarm_spares", Trips("NvmLifetime") || Trips("EnergySourceLifetime"));
            yield return ("alarm_controller_temperature", Trips("EnergySourceTemperature"));
        }
    }

    public static IEnumerable<(string Key, object? Value)> WholeDegrees(Reading reading)
    {
        const ulong sign = 1 << 11;
        if (reading.Specimen.Ask(11)?.Number("Temperature") is { } degrees && (degrees & sign) != 0)
        {
            yield return ("temperature_celsius", -(double)(degrees & ~sign));
        }
    }

    public static IEnumerable<(string Key, object? Value)> MinusZero(Reading reading)
    {
        const ulong minusZero = 0x8000;
        var fields = reading.Specimen.Family.Name == "Intel" ? IntelTemperatures : HpeTemperatures;
        return fields.Where(f => reading.Values.GetValueOrDefault(f.Key) == "0" && reading.Specimen.Ask(f.Function)!.Number(f.Field) == minusZero)
            .Select(f => (f.Key, (object?)-0.0));
    }

    public static IEnumerable<(string Key, object? Value)> SignedCount(Reading reading) =>
        reading.Values.TryGetValue("shutdown_count", out var count) ? [("shutdown_count", unchecked((int)ulong.Parse(count)))] : [];

    public static IEnumerable<(string Key, object? Value)> VersionOfOnes(Reading reading)
    {
        if (reading.Specimen.Ask(12) is not { } firmware)
        {
            yield return ("current_version", ulong.MaxValue);
        }
        else if (firmware["RunningVersion"] is ulong.MaxValue)
        {
            yield return ("next_version", null);
        }
    }
}
