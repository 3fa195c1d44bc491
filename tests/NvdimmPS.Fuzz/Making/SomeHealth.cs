using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NvdimmPS.Health;
using NvdimmPS.Reports;

namespace NvdimmPS.Fuzz.Making;

/// <summary>Health of DIMMs that nobody has, and what else reports are made of.</summary>
internal static class SomeHealth
{
    public static readonly DateTime Time = new(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>A DIMM that says all there is to say.</summary>
    public static NvdimmHealth Whole(string name) => new()
    {
        Dimm = name, Bus = "ndbus0", UniqueId = "8089-a2-1748-" + name, Family = "Intel", HealthStatus = "Warning",
        HealthDetail = "NonCritical", Reason = ["TemperatureTooHigh"],
        Causes = [HealthCauses.MediaTemperature], MediaTemperature = 80.5, MediaTemperatureThreshold = 80, ControllerTemperature = 70,
        ControllerTemperatureThreshold = 90, SparesRemaining = 50, SparesThreshold = 20,
        PercentageUsed = 5, LifeRemaining = 95, LifeThreshold = 10, AlarmsEnabled = ["MediaTemperature"],
        AlarmsTripped = ["MediaTemperature"], LastShutdown = "Clean", ShutdownLatch = "Enabled",
        DirtyShutdownCount = 3, LastSave = "Succeeded", LastRestore = "Succeeded", LastErase = "Succeeded", LastArm = "Succeeded",
        Armed = true, EnergySource = "Good", EnergySourceLifetime = 90,
        EnergySourceTemperature = 30, FirmwareVersion = "01.02.00.5435", Flags = ["not_armed"], Functions = ["Intel 1 GetSmart"],
        Time = Time, Source = "Device",
    };

    /// <summary>A DIMM whose every text came from somebody else.</summary>
    public static NvdimmHealth Hostile(Dice dice)
    {
        string Text() => dice.OneIn(3) ? "x" : Making.Hostile.Text(dice);
        string? Maybe() => dice.OneIn(3) ? null : Text();
        double? Number() => dice.Of<double?>(null, 0, -0.0, -40, 1e300, double.Epsilon, 0.1);
        string[] Texts() => [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Text())];
        return new()
        {
            Dimm = Text(), Bus = Maybe(), UniqueId = Maybe(), Family = Maybe(),
            HealthStatus = dice.OneIn(2) ? "Healthy" : Text(), HealthDetail = Maybe(), Reason = Texts(),
            Causes = [.. Enumerable.Range(0, dice.Below(2))
                .Select(_ => new HealthCause(Text(), Text(), HealthStatus.Warning, Text(), Text()))],
            MediaTemperature = Number(), SparesRemaining = dice.Of<int?>(null, -1, 0, int.MaxValue),
            LifeRemaining = dice.Of<int?>(null, 100, int.MinValue), AlarmsEnabled = dice.OneIn(2) ? Texts() : null,
            AlarmsTripped = dice.OneIn(2) ? Texts() : null, LastShutdown = Maybe(),
            DirtyShutdownCount = dice.Of<ulong?>(null, ulong.MaxValue),
            Armed = dice.Of<bool?>(null, true), LastSave = Maybe(), EnergySource = Maybe(),
            FirmwareVersion = Maybe(), Flags = dice.OneIn(2) ? Texts() : null, Functions = Texts(),
            Time = dice.Of(Time, default, DateTime.MaxValue, DateTime.UnixEpoch), Source = Text(),
        };
    }

    public static HealthFinding Finding(Dice dice) => new()
    {
        Id = Making.Hostile.Text(dice), Severity = dice.Of("Critical", "Warning", "Information", Making.Hostile.Text(dice)),
        Target = Making.Hostile.Text(dice), Dimm = Making.Hostile.Text(dice), Reason = Making.Hostile.Text(dice),
        Evidence = Making.Hostile.Text(dice), Remedy = Making.Hostile.Text(dice), Muted = dice.OneIn(3),
        MutedReason = Making.Hostile.Text(dice), Source = Making.Hostile.Text(dice), Time = dice.Of(Time, default, DateTime.MaxValue),
    };

    public static ReportFailure Failure(Dice dice) =>
        new(Making.Hostile.Text(dice),
            dice.OneIn(2) ? Making.Hostile.Text(dice)
                : ReportFailure.FleetPrefix + dice.Of("Network", "NoModule", Making.Hostile.Text(dice)),
            Making.Hostile.Text(dice), dice.OneIn(2) ? null : Making.Hostile.Text(dice));

    /// <summary>As ConvertTo-Json writes health.</summary>
    public static string Json(params string[] names) => JsonSerializer.Serialize(Array.ConvertAll(names, Whole), Indented);

    public static string Json(NvdimmHealth health) => JsonSerializer.Serialize(health, Indented);

    /// <summary>As the console writes it.</summary>
    public static string ConsoleJson(params string[] names) =>
        string.Create(CultureInfo.InvariantCulture, $"{{ \"version\": 1, \"dimms\": {Json(names)} }}");
}
