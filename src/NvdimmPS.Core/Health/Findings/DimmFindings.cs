using System.Globalization;
using NvdimmPS.Health.Policies;

namespace NvdimmPS.Health.Findings;

/// <summary>What is wrong with one DIMM: its causes, and the limits of the policy that it is beyond.</summary>
internal static class DimmFindings
{
    public static IEnumerable<HealthFinding> Of(NvdimmHealth health, HealthPolicy policy, NvdimmHealth? before, DateTime now)
    {
        var writer = new FindingWriter(policy, health.Source, health.Time, now);
        foreach (var cause in health.Causes)
        {
            yield return writer.Dimm(FindingKind.Of(cause), health);
        }

        if (health.HealthStatus == nameof(HealthStatus.Unknown) && health.Causes.Count == 0)
        {
            yield return writer.Dimm(FindingKinds.NotTold, health);
        }

        foreach (var (kind, limit) in Beyond(health, policy.Limits))
        {
            yield return writer.Dimm(kind, health, limit);
        }

        if (before?.DirtyShutdownCount is { } then && health.DirtyShutdownCount is { } count && count > then && count - then > policy.Limits.DirtyShutdownGrowth)
        {
            var grown = string.Create(CultureInfo.InvariantCulture, $"{count - then} more than {then} in the baseline, limit {policy.Limits.DirtyShutdownGrowth:0.##}");
            yield return writer.Dimm(FindingKinds.DirtyShutdowns, health, grown);
        }
    }

    /// <summary>The firmware's own alarm makes the policy's one of the same thing superfluous.</summary>
    private static IEnumerable<(FindingKind Kind, string Limit)> Beyond(NvdimmHealth health, HealthLimits limits)
    {
        if (!Has(health, HealthCauses.MediaTemperature) && health.MediaTemperatureThreshold - health.MediaTemperature < limits.TemperatureMargin)
        {
            yield return (FindingKinds.TemperatureMargin, Evidence.Limit(limits.TemperatureMargin!.Value, " °C below it"));
        }

        if (health.MediaTemperature > limits.MediaTemperatureMaximum)
        {
            yield return (FindingKinds.MediaTemperature, Evidence.Limit(limits.MediaTemperatureMaximum!.Value, " °C"));
        }

        if (health.ControllerTemperature > limits.ControllerTemperatureMaximum)
        {
            yield return (FindingKinds.ControllerTemperature, Evidence.Limit(limits.ControllerTemperatureMaximum!.Value, " °C"));
        }

        if (health.SparesRemaining < limits.SparesMinimum)
        {
            yield return (FindingKinds.Spares, Evidence.Limit(limits.SparesMinimum!.Value, " %"));
        }

        if (health.LifeRemaining < limits.LifeRemainingMinimum)
        {
            yield return (FindingKinds.Life, Evidence.Limit(limits.LifeRemainingMinimum!.Value, " %"));
        }

        if (health.EnergySourceLifetime < limits.EnergySourceLifetimeMinimum)
        {
            yield return (FindingKinds.EnergySource, Evidence.Limit(limits.EnergySourceLifetimeMinimum!.Value, " %"));
        }
    }

    private static bool Has(NvdimmHealth health, HealthCause cause) => health.Causes.Any(c => c.Id == cause.Id);
}
