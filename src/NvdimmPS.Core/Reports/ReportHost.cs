using NvdimmPS.Findings;

namespace NvdimmPS.Reports;

/// <summary>A host in a report, with all that is known of it.</summary>
/// <param name="Name">Its name; null stands for what came without one.</param>
/// <param name="Dimms">Its DIMMs, worst first.</param>
/// <param name="Findings">What is wrong there, worst first.</param>
/// <param name="Failures">Why it gave no results, or not all.</param>
public sealed record ReportHost(string? Name, IReadOnlyList<ReportDimm> Dimms, IReadOnlyList<ReportFinding> Findings,
    IReadOnlyList<ReportFailure> Failures)
{
    /// <summary>The worst of what is known. Where DIMMs came a failure means that something is missing, no more.</summary>
    public ReportStatus Status { get; } = Worst(
    [
        .. Dimms.Select(d => d.Status),
        .. Dimms.Count > 0 && Dimms.All(d => d.IsUnsupported) ? [ReportStatus.Unsupported] : Array.Empty<ReportStatus>(),
        .. Findings.Where(f => !IsSilence(f)).Select(f => f.Status),
        .. Failures.Select(f => Dimms.Count > 0 ? ReportStatus.Unknown : f.Status),
    ]);

    /// <summary>How many findings of a severity count.</summary>
    public int Count(FindingSeverity severity) => Findings.Count(f => f.Severity == severity && !f.Finding.Muted);

    /// <summary>An unknown state is a warning as a finding; here it has its own word.</summary>
    private static bool IsSilence(ReportFinding finding) =>
        finding.Finding.Id.StartsWith("NV109", StringComparison.Ordinal) || finding.Finding.Id == FindingKinds.NotTold.Id;

    private static ReportStatus Worst(IReadOnlyCollection<ReportStatus> all) =>
        all.Contains(ReportStatus.Unsupported)
            && all.All(s => s is ReportStatus.Unsupported or ReportStatus.Unknown or ReportStatus.Healthy)
            ? ReportStatus.Unsupported
            : all.Append(ReportStatus.Healthy).Min();
}
