using NvdimmPS.Findings;

namespace NvdimmPS.Reports;

/// <summary>A finding in a report.</summary>
/// <param name="Host">Its host; null where it concerns no host, or the host is not known.</param>
/// <param name="Finding">What is wrong.</param>
public sealed record ReportFinding(string? Host, HealthFinding Finding)
{
    /// <summary>How bad it is, as a word that is known.</summary>
    public FindingSeverity Severity => Enum.TryParse<FindingSeverity>(Finding.Severity, out var severity)
        ? severity
        : FindingSeverity.Warning;

    /// <summary>What a host with it is at best.</summary>
    public ReportStatus Status =>
        !Finding.Counts ? ReportStatus.Healthy : Severity == FindingSeverity.Critical ? ReportStatus.Unhealthy : ReportStatus.Warning;
}
