using NvdimmPS.Dsm;
using static NvdimmPS.Health.HealthCauses;
using H = NvdimmPS.Health.NvdimmHealth;

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
            reading.TakeAlarms(answer, "AlarmControl", nameof(H.AlarmsEnabled));
            reading.Take(answer, "SparesRemaining", nameof(H.SparesThreshold));
            reading.Take(answer, "MediaTemperature", nameof(H.MediaTemperatureThreshold));
            reading.Take(answer, "ControllerTemperature", nameof(H.ControllerTemperatureThreshold));
        }
    }

    private static void Smart(DsmResult answer, HealthReading reading)
    {
        foreach (var name in (string[])[nameof(H.SparesRemaining), nameof(H.MediaTemperature), nameof(H.ControllerTemperature),
            nameof(H.DirtyShutdownCount)])
        {
            reading.Take(answer, name);
        }

        reading.Take(answer, "Temperature", nameof(H.MediaTemperature)); // V1.0 has but one
        reading.TakeAlarms(answer, "AlarmTrips", nameof(H.AlarmsTripped));
        reading.Take(answer, "LastShutdownStatus", nameof(H.LastShutdown));
        var isLatched = answer.Generation == "V1.8";
        reading.Set(nameof(H.ShutdownLatch), isLatched ? "Latched" : "Unlatched");
        reading.TakeUsed(answer, "PercentageUsed");
        reading.Set(nameof(H.LifeRemaining), isLatched ? HealthReading.Number(answer, "SparesRemaining") : null);
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
