using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Families;

/// <summary>Intel: GetSmart and GetSmartThreshold.</summary>
internal sealed class IntelHealth : IHealthFamily
{
    private static readonly (string Word, HealthCause Cause)[] Reasons =
    [
        ("RemainingBelowOnePercent", LifeWarning), ("RemainingZero", LifeError), ("CapSelfTestWarning", SelfTest),
            ("CapSelfTestFailed", SelfTestFailed),
        ("CapSelfTestCommunicationFailure", SelfTestFailed), ("DieFailure", Media), ("AitDramDisabled", Performance),
            ("PerformanceDegraded", Performance),
        ("CriticalInternalStateFailure", Critical),
    ];

    public IReadOnlyList<uint> Functions { get; } = [1, 2];

    public void Read(DsmResult answer, HealthReading reading)
    {
        if (answer.Function == 1)
        {
            Smart(answer, reading);
        }
        else
        {
            reading.TakeAlarms(answer, "AlarmControl", nameof(NvdimmHealth.AlarmsEnabled));
            reading.Take(answer, "SparesRemaining", nameof(NvdimmHealth.SparesThreshold));
            reading.Take(answer, "MediaTemperature", nameof(NvdimmHealth.MediaTemperatureThreshold));
            reading.Take(answer, "ControllerTemperature", nameof(NvdimmHealth.ControllerTemperatureThreshold));
        }
    }

    private static void Smart(DsmResult answer, HealthReading reading)
    {
        foreach (var name in (string[])[nameof(NvdimmHealth.SparesRemaining), nameof(NvdimmHealth.MediaTemperature),
            nameof(NvdimmHealth.ControllerTemperature),
            nameof(NvdimmHealth.DirtyShutdownCount)])
        {
            reading.Take(answer, name);
        }

        reading.Take(answer, "Temperature", nameof(NvdimmHealth.MediaTemperature)); // V1.0 has but one
        reading.TakeAlarms(answer, "AlarmTrips", nameof(NvdimmHealth.AlarmsTripped));
        reading.Take(answer, "LastShutdownStatus", nameof(NvdimmHealth.LastShutdown));
        var isLatched = answer.Generation == "V1.8";
        reading.Set(nameof(NvdimmHealth.ShutdownLatch), isLatched ? "Latched" : "Unlatched");
        reading.TakeUsed(answer, "PercentageUsed");
        reading.Set(nameof(NvdimmHealth.LifeRemaining), isLatched ? HealthReading.Number(answer, "SparesRemaining") : null);
        HealthWords.State(answer, reading);
        foreach (var word in answer.Words("HealthStatusReason"))
        {
            foreach (var (known, cause) in Reasons)
            {
                reading.Add(cause, word == known);
            }
        }

        HealthWords.Trips(answer, reading);
        reading.Add(DirtyShutdown, answer.Find("LastShutdownStatus")?.Value is "Dirty");
    }
}
