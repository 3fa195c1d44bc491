using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health;

/// <summary>What several families say in the same words.</summary>
internal static class HealthWords
{
    private static readonly (string Word, HealthCause Cause)[] TrippedAlarms =
    [
        ("SparesRemaining", Spares), ("MediaTemperature", HealthCauses.MediaTemperature), ("Temperature", HealthCauses.MediaTemperature),
        ("ControllerTemperature", HealthCauses.ControllerTemperature), ("LifetimeWarning", LifeWarning), ("LifetimeError", LifeError),
        ("EnergySourceLifetimeWarning", HealthCauses.EnergySourceLifetime), ("EnergySourceLifetimeError", EnergySourceLifetimeError),
        ("EnergySourceTemperatureWarning", HealthCauses.EnergySourceTemperature),
            ("EnergySourceTemperatureError", EnergySourceTemperatureError),
    ];

    /// <summary>The status as a word. Of Enum.ToString the first one is slow.</summary>
    public static string Describe(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => nameof(HealthStatus.Healthy),
        HealthStatus.Warning => nameof(HealthStatus.Warning),
        HealthStatus.Unhealthy => nameof(HealthStatus.Unhealthy),
        _ => nameof(HealthStatus.Unknown),
    };

    /// <summary>True for what an alarm that tripped is the cause of.</summary>
    public static bool IsAlarm(HealthCause cause) => Array.Exists(TrippedAlarms, t => t.Cause.Id == cause.Id);

    /// <summary>
    /// HealthState: Normal, NonCritical, Critical, Fatal; any other word is undefined. Where each bit stands on its own (HPE),
    /// the worst one counts.
    /// </summary>
    public static void State(DsmResult answer, HealthReading reading)
    {
        if (answer.Find("HealthState") is not { } state)
        {
            return;
        }

        if ((state.Value is string[] bits ? Worst(bits) : state.Value as string) is not { } word)
        {
            reading.Miss(nameof(NvdimmHealth.HealthDetail), $"{answer.FunctionName}: {state.Reason}");
            return;
        }

        reading.IsReported = true;
        reading.Set(nameof(NvdimmHealth.HealthDetail), word);
        switch (word)
        {
            case "Normal":
                break;
            case "NonCritical":
                reading.Add(NonCritical);
                break;
            case "Critical":
                reading.Add(Critical);
                break;
            case "Fatal":
                reading.Add(Fatal);
                break;
            default:
                reading.Add(Undefined);
                break;
        }
    }

    private static string Worst(string[] bits) =>
        Array.Find(["Fatal", "Critical", "NonCritical"], bits.Contains) ?? bits.FirstOrDefault("Normal");

    /// <summary>AlarmTrips, of whichever family.</summary>
    public static void Trips(DsmResult answer, HealthReading reading)
    {
        foreach (var word in answer.Words("AlarmTrips"))
        {
            foreach (var (known, cause) in TrippedAlarms)
            {
                reading.Add(cause, word == known);
            }
        }
    }

    /// <summary>An operation of an NVDIMM-N: failed where its bit is set.</summary>
    public static void Operation(HealthReading reading, string property, bool failed, HealthCause cause)
    {
        reading.Set(property, failed ? "Failed" : "Succeeded");
        reading.Add(cause, failed);
    }
}
