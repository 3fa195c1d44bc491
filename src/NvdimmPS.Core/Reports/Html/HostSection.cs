using NvdimmPS.Findings;

namespace NvdimmPS.Reports.Html;

/// <summary>The hosts that are not just healthy, worst first.</summary>
internal static class HostSection
{
    private static readonly HtmlColumn[] Columns =
        [new("Host"), HtmlColumn.Status("Status"), HtmlColumn.Number("DIMMs"), HtmlColumn.Number("Critical"),
            HtmlColumn.Number("Warnings"), new("What is worst")];

    public static void Write(HtmlWriter html, FleetReport report)
    {
        var hosts = report.Hosts.Where(h => h.Status != ReportStatus.Healthy).ToList();
        HtmlTable.Begin(html, "host-table", $"{Count.Format(hosts.Count, "host")} of {Count.Format(report.Hosts.Count)}, worst first",
            Columns);
        foreach (var host in hosts)
        {
            html.Write($"<tr><th scope=\"row\">{HostName.Display(host.Name)}</th>");
            HtmlTable.Status(html, host.Status.ToString());
            html.Write(
                $"<td>{host.Dimms.Count}</td><td>{host.Count(FindingSeverity.Critical)}</td>"
                + $"<td>{host.Count(FindingSeverity.Warning)}</td><td>{Worst(host)}</td></tr>\n");
        }

        HtmlTable.End(html);
    }

    /// <summary>A finding of that severity, else why it gave no results, else whatever there is.</summary>
    private static string? Worst(ReportHost host) => host.Findings.Where(f => f.Status == host.Status).Select(f => f.Finding.Evidence)
        .Concat(host.Failures.Select(f => f.Message)).Concat(host.Findings.Select(f => f.Finding.Evidence))
        .Concat(host.Dimms.Select(d => $"{d.Health.Dimm}: {string.Join(", ", d.Health.Reason)}"))
        .FirstOrDefault();
}
