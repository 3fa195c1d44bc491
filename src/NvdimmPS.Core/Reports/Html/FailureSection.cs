namespace NvdimmPS.Reports.Html;

/// <summary>What could not be asked, why, and what to do next.</summary>
internal static class FailureSection
{
    private static readonly HtmlColumn[] Columns =
        [new("Host"), HtmlColumn.Status("Status"), new("Reason"), new("Next step"), new("Error id")];

    public static void Write(HtmlWriter html, FleetReport report)
    {
        var withDimms = report.Hosts.Where(h => h.Dimms.Count > 0).Select(h => h.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        HtmlTable.Begin(html, "failure-table",
            $"{Count.Format(report.Failures.Count, "failure")}; unreachable is not the same as unsupported",
            Columns);
        foreach (var failure in report.Failures)
        {
            html.Write($"<tr><th scope=\"row\">{HostName.Display(failure.Host)}</th>");
            HtmlTable.Status(html, (failure.Host is not null && withDimms.Contains(failure.Host) ? ReportStatus.Unknown : failure.Status)
                .ToString());
            html.Write($"<td>{failure.Message}</td><td>{failure.Remedy ?? "–"}</td><td class=\"id\">{failure.Id}</td></tr>\n");
        }

        HtmlTable.End(html);
    }
}
