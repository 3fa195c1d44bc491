using NvdimmPS.Findings;

namespace NvdimmPS.Reports.Html;

/// <summary>The figures, and the charts.</summary>
internal static class SummarySection
{
    private static readonly ReportStatus[] DimmStatuses =
        [ReportStatus.Unhealthy, ReportStatus.Warning, ReportStatus.Unknown, ReportStatus.Healthy];

    public static void Write(HtmlWriter html, FleetReport report)
    {
        html.Write($"<p class=\"verdict\">{Verdict.For(report)}</p>\n");
        Origin(html, report);
        html.Raw("<dl class=\"figures\">\n");
        Figure(html, "Hosts asked", report.Hosts.Count);
        Figure(html, "Answered", report.Answered);
        Figure(html, "DIMMs", report.Dimms.Count);
        Figure(html, "Unhealthy DIMMs", report.CountDimms(ReportStatus.Unhealthy));
        Figure(html, "Critical findings", report.Count(FindingSeverity.Critical));
        Figure(html, "Warnings", report.Count(FindingSeverity.Warning));
        html.Raw("</dl>\n<div class=\"charts\">\n");
        StatusBar.Write(html, "host-status", "Health of the hosts", "Hosts", Enum.GetValues<ReportStatus>(), report.Count);
        StatusBar.Write(html, "dimm-status", "Health of the DIMMs", "DIMMs", DimmStatuses, report.CountDimms);
        foreach (var kind in HistogramKind.All)
        {
            var values = report.Dimms.Select(d => kind.Value(d.Health)).OfType<double>().ToList();
            if (values.Count > 0)
            {
                Histogram.Write(html, kind, values, report.Dimms.Count);
            }
        }

        html.Raw("</div>\n");
    }

    /// <summary>What is no real and present machine must not be taken for one.</summary>
    private static void Origin(HtmlWriter html, FleetReport report)
    {
        foreach (var (source, what) in new[] { ("Simulated", "from a simulator, not of real hardware"),
            ("Replayed", "replayed from a trace"), ("Agentless", "of hosts without the module: from sysfs alone") })
        {
            if (report.Dimms.Count(d => d.Health.Source == source) is > 0 and var count)
            {
                html.Write($"<p class=\"note\">{Count.Format(count)} of {Count.Format(report.Dimms.Count, "DIMM")} "
                    + $"{(count == 1 ? "is" : "are")} {what}.</p>\n");
            }
        }
    }

    private static void Figure(HtmlWriter html, string name, int count) =>
        html.Write($"<div><dt>{name}</dt><dd>{Count.Format(count)}</dd></div>\n");
}
