namespace NvdimmPS.Findings.Policies;

/// <summary>A limit that a policy can set.</summary>
/// <param name="Name">Its key in a policy's file.</param>
/// <param name="Meaning">What it says, with the unit.</param>
/// <param name="FindingId">What is found beyond it.</param>
/// <param name="Least">The least number that a file may give.</param>
/// <param name="Most">The most.</param>
/// <param name="Of">Its value; null is no limit.</param>
/// <param name="With">The limits with another value of it.</param>
internal sealed record PolicyLimit(string Name, string Meaning, string FindingId, double Least, double Most,
    Func<HealthLimits, double?> Of, Func<HealthLimits, double?, HealthLimits> With);

/// <summary>All limits, in the order of their findings: what reads policies and what is said of them go by this table.</summary>
internal static class PolicyLimits
{
    private const double Coldest = -40, Hottest = 150;

    public static IReadOnlyList<PolicyLimit> All { get; } =
    [
        new(nameof(HealthLimits.TemperatureMargin), "°C that the media must stay below the DIMM's own threshold", "NV1501", 0, 100,
            l => l.TemperatureMargin, (l, value) => l with { TemperatureMargin = value }),
        new(nameof(HealthLimits.MediaTemperatureMaximum), "the most °C of the media", "NV1502", Coldest, Hottest,
            l => l.MediaTemperatureMaximum, (l, value) => l with { MediaTemperatureMaximum = value }),
        new(nameof(HealthLimits.ControllerTemperatureMaximum), "the most °C of the controller", "NV1503", Coldest, Hottest,
            l => l.ControllerTemperatureMaximum, (l, value) => l with { ControllerTemperatureMaximum = value }),
        new(nameof(HealthLimits.SparesMinimum), "the least percent of spare blocks", "NV1504", 0, 100,
            l => l.SparesMinimum, (l, value) => l with { SparesMinimum = value }),
        new(nameof(HealthLimits.LifeRemainingMinimum), "the least percent of the rated life", "NV1505", 0, 100,
            l => l.LifeRemainingMinimum, (l, value) => l with { LifeRemainingMinimum = value }),
        new(nameof(HealthLimits.EnergySourceLifetimeMinimum), "the least percent of the energy source's life", "NV1506", 0, 100,
            l => l.EnergySourceLifetimeMinimum, (l, value) => l with { EnergySourceLifetimeMinimum = value }),
        new(nameof(HealthLimits.DirtyShutdownGrowth), "the most dirty shutdowns since the baseline", "NV1507", 0, uint.MaxValue,
            l => l.DirtyShutdownGrowth, (l, value) => l with { DirtyShutdownGrowth = value }),
        new(nameof(HealthLimits.ThrottleLossMaximum), "the most percent of performance lost by thermal throttling", "NV1512", 0, 100,
            l => l.ThrottleLossMaximum, (l, value) => l with { ThrottleLossMaximum = value }),
    ];

    /// <summary>The limit of a finding; null where it has none.</summary>
    public static PolicyLimit? For(string findingId) => All.FirstOrDefault(l => l.FindingId == findingId);
}
