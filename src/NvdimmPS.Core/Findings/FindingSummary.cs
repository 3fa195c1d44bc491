namespace NvdimmPS.Findings;

/// <summary>A test in one line, so that a person can tell that all is well from that nothing was looked at.</summary>
internal static class FindingSummary
{
    /// <summary>Such as "12 DIMMs, 2 regions: all healthy".</summary>
    /// <param name="tested">What was judged.</param>
    /// <param name="regions">How many regions were looked at.</param>
    /// <param name="findings">What was found.</param>
    public static string Text(TestedDimms tested, int regions, IReadOnlyList<HealthFinding> findings)
    {
        string[] found =
        [
            .. Found(findings, FindingSeverity.Critical, "critical", "critical"),
            .. Found(findings, FindingSeverity.Warning, "warning", "warnings"),
            .. Found(findings, FindingSeverity.Information, "note", "notes"),
            .. findings.Count(f => f.Muted) is > 0 and var muted ? new[] { $"{muted} muted" } : [],
            .. tested.HasFailed ? new[] { "not all that were named could be looked at" } : [],
        ];
        return $"{Plural.Of(tested.AllHealth.Count, "DIMM")}{(regions > 0 ? $", {Plural.Of(regions, "region")}" : string.Empty)}: "
            + (found.Length == 0 ? "all healthy" : string.Join(", ", found));
    }

    private static string[] Found(IEnumerable<HealthFinding> findings, FindingSeverity severity, string one, string several) =>
        findings.Count(f => !f.Muted && f.Severity == severity.ToString()) is > 0 and var count
            ? [$"{count} {(count == 1 ? one : several)}"]
            : [];
}
