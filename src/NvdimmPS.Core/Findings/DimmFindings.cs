using System.Globalization;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;

namespace NvdimmPS.Findings;

/// <summary>What is wrong with one DIMM: its causes, and the limits of the policy that it is beyond.</summary>
internal static class DimmFindings
{
    /// <summary>What a finding makes superfluous where it counts or is muted: the milder ones of the same thing.</summary>
    private static readonly (HealthCause Said, string[] Milder)[] SameThing =
    [
        (HealthCauses.LifeError, [HealthCauses.LifeWarning.Id, FindingKinds.Life.Id]),
        (HealthCauses.LifeWarning, [FindingKinds.Life.Id]),
        (HealthCauses.Spares, [FindingKinds.Spares.Id]),
        (HealthCauses.MediaTemperature, [FindingKinds.TemperatureMargin.Id]),
        (HealthCauses.EnergySourceLifetimeError, [HealthCauses.EnergySourceLifetime.Id, FindingKinds.EnergySource.Id]),
        (HealthCauses.EnergySourceLifetime, [FindingKinds.EnergySource.Id]),
        (HealthCauses.EnergySourceTemperatureError, [HealthCauses.EnergySourceTemperature.Id]),
        (HealthCauses.SelfTestFailed, [HealthCauses.SelfTest.Id]),
    ];

    /// <summary>One fact is one finding, the worst one; a mute of it covers the milder ones.</summary>
    public static IEnumerable<HealthFinding> For(NvdimmHealth health, HealthPolicy policy, NvdimmHealth? before, DateTime now)
    {
        var all = Each(health, policy, before, now).ToList();
        if (all.Count == 0)
        {
            return all;
        }

        var counting = all.Where(f => f.Counts || f.Muted).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var superfluous = SameThing.Where(s => counting.Contains(s.Said.Id)).SelectMany(s => s.Milder).ToHashSet(StringComparer.Ordinal);
        return all.Where(f => !superfluous.Contains(f.Id));
    }

    private static IEnumerable<HealthFinding> Each(NvdimmHealth health, HealthPolicy policy, NvdimmHealth? before, DateTime now)
    {
        var writer = new FindingWriter(policy, health.Source, health.Time, now);
        foreach (var cause in health.Causes)
        {
            yield return writer.Dimm(FindingKind.For(cause), health);
        }

        if (Unexplained(health) is { } unexplained)
        {
            yield return writer.Dimm(unexplained, health);
        }

        foreach (var (kind, limit) in Beyond(health, policy.Limits))
        {
            yield return writer.Dimm(kind, health, limit);
        }

        if (before?.DirtyShutdownCount is { } then && health.DirtyShutdownCount is { } count && count > then
            && count - then > policy.Limits.DirtyShutdownGrowth)
        {
            var grown = string.Create(CultureInfo.InvariantCulture,
                $"{count - then} more than {then} in the baseline, limit {policy.Limits.DirtyShutdownGrowth:0.##}");
            yield return writer.Dimm(FindingKinds.DirtyShutdowns, health, grown);
        }
    }

    /// <summary>A status that none of the causes accounts for: a file has lost them, or a newer version knows more of them.</summary>
    private static FindingKind? Unexplained(NvdimmHealth health) => health.HealthStatus switch
    {
        nameof(HealthStatus.Unhealthy) when health.Causes.All(c => c.Level != HealthStatus.Unhealthy) =>
            FindingKind.For(HealthCauses.Critical),
        nameof(HealthStatus.Warning) when health.Causes.All(c => c.Level is not (HealthStatus.Unhealthy or HealthStatus.Warning)) =>
            FindingKind.For(HealthCauses.NonCritical),
        nameof(HealthStatus.Unknown) when health.Causes.Count == 0 => FindingKinds.NotTold,
        _ => null,
    };

    private static IEnumerable<(FindingKind Kind, string Limit)> Beyond(NvdimmHealth health, HealthLimits limits)
    {
        // The threshold of an alarm that is not armed may be anything: it may never have been set.
        var isArmed = health.AlarmsEnabled?.Contains(nameof(NvdimmHealth.MediaTemperature)) ?? true;
        if (isArmed && health.MediaTemperatureThreshold - health.MediaTemperature < limits.TemperatureMargin)
        {
            yield return (FindingKinds.TemperatureMargin, Evidence.Limit(limits.TemperatureMargin!.Value, " °C below it"));
        }

        foreach (var kind in FindingKinds.Limited)
        {
            var property = HealthTable.Get(kind.Limit!.Property);
            if (property.Number(health) is { } value && kind.Limit.Of(limits) is { } limit
                && (kind.Limit.IsMinimum ? value < limit : value > limit))
            {
                yield return (kind, Evidence.Limit(limit, Evidence.Unit(property)));
            }
        }
    }
}
