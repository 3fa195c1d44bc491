namespace NvdimmPS.Reports.Html;

/// <summary>The report in two sentences.</summary>
internal static class Verdict
{
    private static readonly (ReportStatus Status, string One, string Several)[] Words =
    [
        (ReportStatus.Unhealthy, "is unhealthy", "are unhealthy"),
        (ReportStatus.Unreachable, "could not be reached", "could not be reached"),
        (ReportStatus.Warning, "needs attention", "need attention"),
        (ReportStatus.Unknown, "does not report its health", "do not report their health"),
        (ReportStatus.Unsupported, "cannot be asked (unsupported)", "cannot be asked (unsupported)"),
        (ReportStatus.Healthy, "is healthy", "are healthy"),
    ];

    /// <summary>How many were asked and answered, and their health, worst first.</summary>
    public static string For(FleetReport report) => $"{Asked(report)} {Fares(report)}".TrimEnd();

    private static string Asked(FleetReport report) => report.Hosts.Count == 0
        ? "No host was queried, so there is nothing to report."
        : $"{Count.Format(report.Hosts.Count, "host")} {(report.Hosts.Count == 1 ? "was" : "were")} asked, {Count.Format(report.Answered)} "
            + $"answered, with {Count.Format(report.Dimms.Count, "DIMM")}.";

    private static string Fares(FleetReport report)
    {
        var parts = Words.Select(w => (Count: report.Count(w.Status), w.One, w.Several))
            .Where(w => w.Count > 0).Select(w => $"{Count.Format(w.Count)} {(w.Count == 1 ? w.One : w.Several)}").ToList();
        return parts.Count == 0
            ? string.Empty
            : $"Of the hosts {(parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}")}.";
    }
}
