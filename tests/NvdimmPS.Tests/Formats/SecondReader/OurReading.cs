namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>Puts what NvdimmPS decodes under ndctl's keys. Nothing is read here: every value comes from a decoded field.</summary>
internal static class OurReading
{
    public static Reading Of(Specimen specimen) => specimen.Family.Name switch
    {
        "Intel" => Intel(specimen),
        "Hpe1" => Hpe1(specimen),
        "Msft" => Msft(specimen),
        "HyperV" => HyperV(specimen),
        "Papr" => Papr(specimen),
        _ => throw new ArgumentOutOfRangeException(nameof(specimen)),
    };

    private static Reading Intel(Specimen specimen)
    {
        var reading = new Reading(specimen).Set("health_state", "unknown");
        if (specimen.Ask(1) is { } smart)
        {
            reading.Set("health_state", Health(smart["HealthState"]))
                .Set("spares_percentage", smart["SparesRemaining"])
                .Set("life_used_percentage", smart["PercentageUsed"])
                .Set("alarm_spares", smart.Has("AlarmTrips", "SparesRemaining"))
                .Set("alarm_temperature", smart.Has("AlarmTrips", "MediaTemperature"))
                .Set("alarm_controller_temperature", smart.Has("AlarmTrips", "ControllerTemperature"))
                .Set("temperature_celsius", smart["MediaTemperature"])
                .Set("controller_temperature_celsius", smart["ControllerTemperature"])
                .Set("shutdown_count", smart["DirtyShutdownCount"])
                .Set("shutdown_state", Lower(smart["LastShutdownStatus"]));
        }

        if (specimen.Ask(2) is { } limits)
        {
            reading.Set("alarm_enabled_spares", limits.Has("AlarmControl", "SparesRemaining"))
                .Set("alarm_enabled_media_temperature", limits.Has("AlarmControl", "MediaTemperature"))
                .Set("alarm_enabled_ctrl_temperature", limits.Has("AlarmControl", "ControllerTemperature"))
                .Set("spares_threshold", limits["SparesRemaining"])
                .Set("temperature_threshold", limits["MediaTemperature"])
                .Set("controller_temperature_threshold", limits["ControllerTemperature"]);
        }

        if (specimen.Ask(12) is { } firmware)
        {
            reading.Set("current_version", firmware["RunningVersion"]).Set("next_version", firmware["UpdatedVersion"]);
        }

        return reading;
    }

    private static Reading Hpe1(Specimen specimen)
    {
        var reading = new Reading(specimen).Set("health_state", "unknown");
        if (specimen.Ask(1) is { } smart)
        {
            reading.Set("health_state", Gravest(smart["HealthState"]))
                .Set("temperature_celsius", smart["Temperature"])
                .Set("spares_percentage", smart["SparesRemaining"])
                .Set("life_used_percentage", smart["PercentageUsed"])
                .Set("alarm_temperature", smart.Has("AlarmTrips", "Temperature"))
                .Set("alarm_spares", smart.Has("AlarmTrips", "SparesRemaining"))
                .Set("shutdown_state", smart.Has("LastShutdownStatus", "SaveSucceeded") is { } saved ? saved ? "clean" : "dirty" : null);
        }

        if (specimen.Ask(2) is { } limits)
        {
            reading.Set("alarm_enabled_spares", limits.Has("AlarmControl", "SparesRemaining"))
                .Set("alarm_enabled_media_temperature", limits.Has("AlarmControl", "Temperature"))
                .Set("spares_threshold", limits["SparesRemaining"])
                .Set("temperature_threshold", limits["Temperature"]);
        }

        return reading;
    }

    /// <summary>The family has no word for the health; ndctl's follows from lifetime, module health and thresholds.</summary>
    private static Reading Msft(Specimen specimen)
    {
        var reading = new Reading(specimen).Set("health_state", "unknown");
        if (specimen.Ask(11) is { } health)
        {
            var lifetime = Convert.ToInt32(health["NvmLifetime"]);
            reading.Set("health_state",
                    lifetime == 0 ? "fatal"
                    : Any(health, "ModuleHealth") || Any(health, "ErrorThresholdStatus") ? "critical"
                    : Any(health, "WarningThresholdStatus") ? "non-critical" : "ok")
                .Set("temperature_celsius", Convert.ToDouble(health["Temperature"]))
                .Set("life_used_percentage", 100 - lifetime)
                .Set("alarm_spares", health.Has("ErrorThresholdStatus", "NvmLifetime") is true || health.Has("WarningThresholdStatus", "NvmLifetime") is true);
        }

        return reading;
    }

    /// <summary>The family's six bits have no public names; ndctl calls two critical, one fatal, three non-critical.</summary>
    private static Reading HyperV(Specimen specimen)
    {
        var reading = new Reading(specimen).Set("health_state", "unknown");
        if (specimen.Ask(1) is { } health)
        {
            reading.Set("health_state",
                health.Has("Health", "Bit2") is true ? "fatal"
                : Enumerable.Range(0, 2).Any(bit => health.Has("Health", $"Bit{bit}") is true) ? "critical"
                : Enumerable.Range(3, 3).Any(bit => health.Has("Health", $"Bit{bit}") is true) ? "non-critical" : "ok");
        }

        return reading.Set("shutdown_count", specimen.Ask(2)?["DirtyShutdownCount"]);
    }

    private static Reading Papr(Specimen specimen)
    {
        var reading = new Reading(specimen).Set("health_state", "unknown");
        if (specimen.Ask(1) is { } health)
        {
            reading.Set("health_state", Health(health["HealthState"]))
                .Set("life_used_percentage", health["PercentageRemaining"] is { } rest ? 100 - Convert.ToInt32(rest) : null)
                .Set("shutdown_count", health["DirtyShutdownCount"])
                .Set("shutdown_state", Lower(health["LastShutdownStatus"]));
        }

        return reading;
    }

    private static string? Gravest(object? bits) =>
        bits is string[] words ? Health(new[] { "Fatal", "Critical", "NonCritical" }.FirstOrDefault(words.Contains, "Normal")) : null;

    private static string? Health(object? word) => word switch
    {
        "Normal" => "ok",
        "NonCritical" => "non-critical",
        "Critical" => "critical",
        "Fatal" => "fatal",
        var other => (string?)other,
    };

    private static string? Lower(object? word) => ((string?)word)?.ToLowerInvariant();

    private static bool Any(SpecimenAnswer answer, string mask) => answer[mask] is string[] { Length: > 0 };
}
