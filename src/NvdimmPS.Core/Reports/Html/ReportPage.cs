using System.Globalization;
using System.Text;

namespace NvdimmPS.Reports.Html;

/// <summary>A report as one page that needs nothing beside itself.</summary>
internal static class ReportPage
{
    private static readonly PageSection[] Sections =
    [
        new("summary", "Summary", _ => true, SummarySection.Write),
        new("attention", "Hosts that need attention", r => r.Hosts.Any(h => h.Status != ReportStatus.Healthy), HostSection.Write),
        new("failures", "What could not be asked", r => r.Failures.Count > 0, FailureSection.Write),
        new("findings", "Findings", r => r.Findings.Count > 0, FindingSection.Write),
        new("dimms", "All DIMMs", r => r.Dimms.Count > 0, DimmSection.Write),
        new("namespaces", "Namespaces", r => r.Namespaces.Count > 0, NamespaceSection.Write),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(FleetReport report, Stream stream)
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 14,
            leaveOpen: true) { NewLine = "\n" };
        var html = new HtmlWriter(output);
        PageSection[] sections = [.. Sections.Where(s => s.IsWanted(report))];
        PageTemplate.Write(html, new Dictionary<string, Action>
        {
            ["policy"] = () => html.Raw(PageTemplate.Policy),
            ["style"] = () => html.Raw(PageTemplate.Style),
            ["script"] = () => html.Raw(PageTemplate.Script),
            ["title"] = () => html.Text(report.Title),
            ["version"] = () => html.Text(report.Version),
            ["made"] = () => Made(html, report),
            ["contents"] = () => Contents(html, sections),
            ["main"] = () => Main(html, report, sections),
            ["foot"] = () => Foot(html, report),
        });
    }

    private static void Made(HtmlWriter html, FleetReport report) =>
        html.Write(
            $"Made <time datetime=\"{report.Generated:yyyy-MM-dd'T'HH:mm:sszzz}\">{report.Generated:yyyy-MM-dd HH:mm:ss zzz}</time> "
                + $"({report.TimeZone})");

    private static void Contents(HtmlWriter html, IEnumerable<PageSection> sections)
    {
        foreach (var section in sections)
        {
            html.Write($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>");
        }
    }

    private static void Main(HtmlWriter html, FleetReport report, IEnumerable<PageSection> sections)
    {
        foreach (var section in sections)
        {
            html.Write(
                $"<section id=\"{section.Id}\" aria-label=\"{section.Title}\">\n<h2 id=\"{section.Id}-title\">{section.Title}</h2>\n");
            section.Write(html, report);
            html.Raw("</section>\n");
        }
    }

    private static void Foot(HtmlWriter html, FleetReport report)
    {
        html.Write($"Made by NvdimmPS {report.Version}.");
        if (report.Asked is var (first, last))
        {
            html.Write($" The DIMMs were asked {(last - first < TimeSpan.FromSeconds(1) ? "at" : "between")} {first:yyyy-MM-dd HH:mm:ss}");
            var end = last - first < TimeSpan.FromSeconds(1)
                ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $" and {last:yyyy-MM-dd HH:mm:ss}");
            html.Write($"{end} UTC.");
        }

        html.Write($" Temperatures are in °C. What a DIMM does not tell has a dash.");
    }
}
