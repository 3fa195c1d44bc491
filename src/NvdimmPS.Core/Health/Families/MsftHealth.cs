using NvdimmPS.Thresholds;
using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Families;

/// <summary>Microsoft's NVDIMM-N: health, energy source, last backup, thresholds.</summary>
internal sealed class MsftHealth : IHealthFamily
{
    private static readonly (string Word, HealthCause Cause)[] Module =
    [
        ("VoltageRegulatorFailed", Controller), ("VddLost", Controller), ("VppLost", Controller), ("VttLost", Controller),
            ("DramNotSelfRefresh", Controller),
        ("ControllerHardwareError", Controller), ("NvmControllerError", Controller), ("NvmLifetimeError", LifeError),
            ("NotEnoughEnergyForSave", NotEnoughEnergy),
        ("InvalidFirmwareError", HealthCauses.Firmware), ("ConfigurationDataError", HealthCauses.Configuration),
            ("NoEnergySourcePresent", EnergySourceFailed),
        ("EnergySourcePolicyNotSet", NotArmed), ("EnergySourceHardwareFailure", EnergySourceFailed),
            ("EnergySourceHealthAssessmentError", EnergySourceFailed),
    ];

    public IReadOnlyList<uint> Functions { get; } = [11, 12, 4, 5];

    public void Read(DsmResult answer, HealthReading reading)
    {
        switch (answer.Function)
        {
            case 11:
                Health(answer, reading);
                break;
            case 12:
                reading.Take(answer, "EnergySourceLifetime");
                Temperature(answer, "EnergySourceTemperature", nameof(NvdimmHealth.EnergySourceTemperature), reading);
                break;
            case 4:
                LastSave(answer, reading);
                break;
            default:
                reading.Take(answer, "NvmLifetimeWarning", nameof(NvdimmHealth.LifeThreshold));
                break;
        }
    }

    private static void Health(DsmResult answer, HealthReading reading)
    {
        Temperature(answer, "Temperature", nameof(NvdimmHealth.MediaTemperature), reading);
        reading.TakeRemaining(answer, "NvmLifetime");
        var module = answer.Words("ModuleHealth");
        var errors = answer.Words("ErrorThresholdStatus");
        var warnings = answer.Words("WarningThresholdStatus");
        reading.Add(Undefined, module.Concat(errors).Concat(warnings).Any(w => w.StartsWith("Bit", StringComparison.Ordinal)));
        foreach (var (word, cause) in Module)
        {
            reading.Add(cause, module.Contains(word));
        }

        reading.Add(LifeError, errors.Contains("NvmLifetime") || HealthReading.Number(answer, "NvmLifetime") == 0);
        reading.Add(LifeWarning, warnings.Contains("NvmLifetime"));
        reading.Add(EnergySourceLifetimeError, errors.Contains("EnergySourceLifetime"));
        reading.Add(HealthCauses.EnergySourceLifetime, warnings.Contains("EnergySourceLifetime"));
        reading.Add(EnergySourceTemperatureError, errors.Contains("EnergySourceTemperature"));
        reading.Add(HealthCauses.EnergySourceTemperature, warnings.Contains("EnergySourceTemperature"));
        reading.Add(Uncorrectable, HealthReading.Number(answer, "UncorrectableErrorCount") > 0);
        reading.Add(Correctable, HealthReading.Number(answer, "CorrectableErrorThresholdCount") > 0);
        reading.Set(nameof(NvdimmHealth.AlarmsTripped),
            (string[])[.. errors.Select(w => ThresholdField.Alarm(w + "Error")),
                .. warnings.Select(w => ThresholdField.Alarm(w + "Warning"))]);
        reading.Set(nameof(NvdimmHealth.HealthDetail),
            module.Length > 0 ? string.Join(", ", module) : errors.Length > 0 ? "ErrorThreshold" : warnings.Length > 0 ? "WarningThreshold"
                : "Normal");
        reading.Set(nameof(NvdimmHealth.EnergySource),
            module.Any(w => w is "NoEnergySourcePresent" or "EnergySourceHardwareFailure" or "EnergySourceHealthAssessmentError")
                || errors.Any(IsEnergy) ? "Failed"
            : module.Contains("NotEnoughEnergyForSave") ? "Charging"
            : warnings.Any(IsEnergy) ? "Warning"
            : "Good");
        reading.IsReported = true;
    }

    /// <summary>Both registers are zero until the first save.</summary>
    private static void LastSave(DsmResult answer, HealthReading reading)
    {
        var failed = answer.Words("SaveFailureInfo").Length > 0;
        if (failed || answer.Words("TriggerInfo").Length > 0)
        {
            HealthWords.Operation(reading, nameof(NvdimmHealth.LastSave), failed, SaveFailed);
            return;
        }

        reading.Miss(nameof(NvdimmHealth.LastSave), $"{answer.FunctionName}: nothing started a save and none failed: there was none yet");
    }

    /// <summary>Modules that do not measure answer with ones.</summary>
    private static void Temperature(DsmResult answer, string field, string property, HealthReading reading)
    {
        if (HealthReading.Number(answer, field) is (0xFF or 0xFFFF) and var ones)
        {
            reading.Miss(property, $"{answer.FunctionName}: {ones} °C, as modules answer that do not measure it");
            return;
        }

        reading.Take(answer, field, property);
    }

    private static bool IsEnergy(string word) => word.StartsWith("EnergySource", StringComparison.Ordinal);
}
