using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Findings;

namespace NvdimmPS.Shell.Objects;

/// <summary>A finding of Test-NvdimmHealth, also one whose properties alone are left.</summary>
internal static class FindingObject
{
    /// <summary>The finding; null where it is none.</summary>
    public static HealthFinding? Read(PSObject item)
    {
        if (item.BaseObject is HealthFinding live)
        {
            return live;
        }

        return Text(nameof(HealthFinding.Id)) is { } id && Text(nameof(HealthFinding.Evidence)) is { } evidence
            && Text(nameof(HealthFinding.Severity)) is { } severity && Enum.GetNames<FindingSeverity>().Contains(severity)
            ? new HealthFinding
            {
                Id = id,
                Severity = severity,
                Target = Text(nameof(HealthFinding.Target)) ?? string.Empty,
                Dimm = Text(nameof(HealthFinding.Dimm)),
                Reason = Text(nameof(HealthFinding.Reason)) ?? string.Empty,
                Evidence = evidence,
                Remedy = Text(nameof(HealthFinding.Remedy)) ?? string.Empty,
                Muted = Text(nameof(HealthFinding.Muted)) == bool.TrueString,
                MutedReason = Text(nameof(HealthFinding.MutedReason)),
                Time = Time(item.Properties[nameof(HealthFinding.Time)]?.Value),
                Source = Text(nameof(HealthFinding.Source)) ?? string.Empty,
            }
            : null;

        string? Text(string name) => ReportObject.Text(item, name);
    }

    private static DateTime Time(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        DateTime time => time.ToUniversalTime(),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            time.UtcDateTime,
        _ => default,
    };
}
