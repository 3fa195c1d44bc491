using NvdimmPS.Dsm.Families;
using NvdimmPS.Dsm.Vendor;
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

    private static readonly (string Field, string Property)[] Counters =
    [
        ("UnlatchedDirtyShutdownCount", nameof(NvdimmHealth.UnlatchedDirtyShutdownCount)),
        ("PowerCycles", nameof(NvdimmHealth.PowerCycles)), ("PowerOnTime", nameof(NvdimmHealth.PowerOnSec)),
        ("UpTime", nameof(NvdimmHealth.UptimeSec)), ("MaxMediaTemperature", nameof(NvdimmHealth.MaxMediaTemperature)),
        ("MaxControllerTemperature", nameof(NvdimmHealth.MaxControllerTemperature)),
    ];

    // Came with version 2.3 of the firmware interface, and with it the DSM of V2.0.
    private const int ActivationStatus = 29;

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

        // V1.2 reads as V1.8, which made another thing of these two.
        var isLatched = answer.Generation == "V1.8" && IsBeforeV16(reading) is not true;
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
        VendorData(answer, reading);
    }

    /// <summary>Whether the DIMM offers no function that came with V1.6; null where it is not known what it offers.</summary>
    private static bool? IsBeforeV16(HealthReading reading) =>
        reading.Offered is { } offered ? offered >> IntelSmart.FirstOfV16 == 0 : null;

    /// <summary>
    /// What persistent memory modules count; of the forms before V1.6 it is not known what the data hold. An answer of V1.2 does not show
    /// that it is one, the functions of its DIMM do.
    /// </summary>
    private static void VendorData(DsmResult answer, HealthReading reading)
    {
        if (IsBeforeV16(reading) is not false)
        {
            var reason = "what the vendor data hold is not known" + (reading.Offered is null
                ? ", since it is not known which functions the DIMM offers" : " of DIMMs with an interface before V1.6");
            Array.ForEach(Counters, c => reading.Miss(c.Property, reason));
            reading.Miss(nameof(NvdimmHealth.ThrottleLoss), reason);
            return;
        }

        if (answer.Find("VendorDataSize") is not { Valid: true })
        {
            return;
        }

        var log = SmartLog.Decode(answer.OutputBytes);
        foreach (var (field, property) in Counters)
        {
            reading.Take(answer.FunctionName, Array.Find(log, f => f.Name == field), property);
        }

        // Of older modules the byte is reserved, and 0 would be taken for a measured one.
        if ((reading.Offered >> ActivationStatus & 1) == 1)
        {
            reading.Take(answer.FunctionName, Array.Find(log, f => f.Name == "ThermalThrottlePerformanceLossPercent"),
                nameof(NvdimmHealth.ThrottleLoss));
        }
        else
        {
            reading.Miss(nameof(NvdimmHealth.ThrottleLoss), "modules without runtime firmware activation do not report it");
        }
    }
}
