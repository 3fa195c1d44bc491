using NvdimmPS.Findings;

namespace NvdimmPS.Shell.Objects;

/// <summary>A finding of Test-NvdimmHealth, also one whose properties alone are left.</summary>
internal static class FindingObject
{
    /// <summary>The finding; null where it is none.</summary>
    public static HealthFinding? Read(ForeignObject item) => item.Item.BaseObject as HealthFinding
        ?? (item.Text(nameof(HealthFinding.Id)) is { } id && item.Text(nameof(HealthFinding.Evidence)) is { } evidence
            && item.Text(nameof(HealthFinding.Severity)) is { } severity && Enum.GetNames<FindingSeverity>().Contains(severity)
            ? new HealthFinding
            {
                Id = id,
                Severity = severity,
                Target = item.Text(nameof(HealthFinding.Target)) ?? string.Empty,
                Dimm = item.Text(nameof(HealthFinding.Dimm)),
                Reason = item.Text(nameof(HealthFinding.Reason)) ?? string.Empty,
                Evidence = evidence,
                Remedy = item.Text(nameof(HealthFinding.Remedy)) ?? string.Empty,
                Muted = item.Text(nameof(HealthFinding.Muted)) == bool.TrueString,
                MutedReason = item.Text(nameof(HealthFinding.MutedReason)),
                Time = item.Time(nameof(HealthFinding.Time)),
                Source = item.Text(nameof(HealthFinding.Source)) ?? string.Empty,
            }
            : null);
}
