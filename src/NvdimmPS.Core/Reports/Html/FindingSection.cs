namespace NvdimmPS.Reports.Html;

/// <summary>What is wrong, how one can tell, and what to do.</summary>
internal static class FindingSection
{
    private static readonly HtmlColumn[] Columns =
        [new("Host"), new("Of what"), HtmlColumn.Status("Severity"), new("Id"), new("Evidence"), new("What to do")];

    public static void Write(HtmlWriter html, FleetReport report)
    {
        HtmlTable.Begin(html, "finding-table", $"{Count.Format(report.Findings.Count, "finding")}, worst first, muted ones last", Columns);
        foreach (var (host, finding) in report.Findings)
        {
            html.Write($"<tr><td>{HostName.Display(host)}</td><th scope=\"row\">{finding.Target}</th>");
            HtmlTable.Status(html, finding.Severity);
            html.Write($"<td class=\"id\">{finding.Id}</td><td>{finding.Evidence}");
            if (finding.Muted)
            {
                html.Write($" <em>Muted: {finding.MutedReason ?? "no reason given"}.</em>");
            }

            html.Write($"</td><td>{finding.Remedy}</td></tr>\n");
        }

        HtmlTable.End(html);
    }
}
