using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Families;

/// <summary>HPE's NVDIMM-N, both interfaces: GetSmart and GetSmartThreshold, whose fields have the same names.</summary>
internal sealed class HpeHealth : IHealthFamily
{
    public IReadOnlyList<uint> Functions { get; } = [1, 2];

    public void Read(DsmResult answer, HealthReading reading)
    {
        if (answer.Function == 1)
        {
            Smart(answer, reading);
            return;
        }

        reading.TakeAlarms(answer, "AlarmControl", nameof(NvdimmHealth.AlarmsEnabled));
        reading.Take(answer, "Temperature", nameof(NvdimmHealth.MediaTemperatureThreshold));
        reading.Take(answer, "SparesRemaining", nameof(NvdimmHealth.SparesThreshold));
        reading.Take(answer, "NvmLifetimeWarning", nameof(NvdimmHealth.LifeThreshold));
    }

    private static void Smart(DsmResult answer, HealthReading reading)
    {
        reading.Take(answer, "Temperature", nameof(NvdimmHealth.MediaTemperature));
        foreach (var name in (string[])[nameof(NvdimmHealth.SparesRemaining), nameof(NvdimmHealth.EnergySourceLifetime),
            nameof(NvdimmHealth.EnergySourceTemperature)])
        {
            reading.Take(answer, name);
        }

        reading.TakeAlarms(answer, "AlarmTrips", nameof(NvdimmHealth.AlarmsTripped));
        reading.TakeUsed(answer, "PercentageUsed");
        HealthWords.State(answer, reading);
        HealthWords.Trips(answer, reading);
        Shutdown(answer, reading);
        Module(answer, reading);
    }

    /// <summary>An NVDIMM-N's shutdown is its save.</summary>
    private static void Shutdown(DsmResult answer, HealthReading reading)
    {
        if (answer.Find("LastShutdownStatus") is { Value: string[] words })
        {
            var saved = words.Contains("SaveSucceeded");
            reading.Set(nameof(NvdimmHealth.LastShutdown), saved ? "Clean" : "Dirty");
            reading.Add(DirtyShutdown, !saved);
        }
        else
        {
            reading.Take(answer, "LastShutdownStatus", nameof(NvdimmHealth.LastShutdown));
        }
    }

    private static void Module(DsmResult answer, HealthReading reading)
    {
        if (answer.Find("ModuleHealth") is not { Value: string[] words })
        {
            return;
        }

        HealthWords.Operation(reading, nameof(NvdimmHealth.LastSave), words.Contains("SaveFailed"), SaveFailed);
        HealthWords.Operation(reading, nameof(NvdimmHealth.LastRestore), words.Contains("RestoreFailed"), RestoreFailed);
        HealthWords.Operation(reading, nameof(NvdimmHealth.LastErase), words.Contains("EraseFailed"), EraseFailed);
        HealthWords.Operation(reading, nameof(NvdimmHealth.LastArm), words.Contains("ArmFailed"), NotArmed);
        reading.Add(EnergySourceFailed, words.Contains("EnergySourceFailure"));
        reading.Add(Controller, words.Contains("ControllerFailure"));
        reading.Add(Uncorrectable, words.Contains("UncorrectableErrorCount"));
        reading.Add(Correctable, words.Contains("CorrectableErrorCount"));
        reading.Add(HealthCauses.Configuration, words.Contains("ConfigurationError"));
        reading.Add(HealthCauses.Firmware, words.Contains("FirmwareError"));
        reading.Add(Vendor, words.Contains("VendorError"));
        var trips = answer.Words("AlarmTrips");
        reading.Set(nameof(NvdimmHealth.EnergySource),
            words.Contains("EnergySourceFailure") || trips.Any(t => t is "EnergySourceLifetimeError" or "EnergySourceTemperatureError")
                ? "Failed"
            : words.Contains("EnergySourceCharging") ? "Charging"
            : trips.Any(t => t.StartsWith("EnergySource", StringComparison.Ordinal)) ? "Warning"
            : "Good");
    }
}
