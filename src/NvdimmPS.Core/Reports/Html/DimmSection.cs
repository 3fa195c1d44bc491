using System.Globalization;

namespace NvdimmPS.Reports.Html;

/// <summary>Every DIMM, a row each, without the columns that none of them has anything in.</summary>
internal static class DimmSection
{
    public static void Write(HtmlWriter html, FleetReport report)
    {
        ReportColumn[] columns =
            [.. ReportColumns.All.Where(c => c.Title is not null
                && report.Dimms.Any(d => c.Value(d) is not (null or ItemList<string> { Count: 0 })))];
        html.Raw("<p class=\"filter\" hidden=\"\"><label for=\"filter\">Show only rows with all of these words</label> <input "
            + "id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" aria-controls=\"dimm-table\" /> <output "
                + "for=\"filter\"></output></p>\n");
        HtmlTable.Begin(html, "dimm-table", $"{Count.Format(report.Dimms.Count, "DIMM")}, worst first",
            columns.Select(c => new HtmlColumn(c.Title!, Order(c, report))));
        foreach (var dimm in report.Dimms)
        {
            html.Raw("<tr>");
            foreach (var column in columns)
            {
                Cell(html, column, dimm);
            }

            html.Raw("</tr>\n");
        }

        HtmlTable.End(html);
    }

    private static void Cell(HtmlWriter html, ReportColumn column, ReportDimm dimm)
    {
        switch (column.Name)
        {
            case "Host":
                html.Write($"<td>{HostName.Display(dimm.Host)}</td>");
                break;
            case "Dimm":
                html.Write($"<th scope=\"row\">{dimm.Health.Dimm}</th>");
                break;
            case "HealthStatus":
                HtmlTable.Status(html, dimm.Health.HealthStatus);
                break;
            default:
                var value = column.Value(dimm);
                html.Raw(value switch
                {
                    double or int or ulong => "<td class=\"n\">",
                    ItemList<string> => "<td class=\"w\">",
                    _ => "<td>",
                });
                html.Write($"{Shown(column.IsSize && value is ulong bytes ? bytes / (double)(1 << 30) : value)}</td>");
                break;
        }
    }

    private static string Order(ReportColumn column, FleetReport report) => column.Name == "HealthStatus"
        ? "status"
        : report.Dimms.Select(column.Value).FirstOrDefault(v => v is not null) is double or int or ulong ? "number" : "text";

    private static string Shown(object? value) => value switch
    {
        null => "–",
        ItemList<string> texts => texts.Count > 0 ? string.Join(", ", texts) : "–",
        double number => number.ToString(Math.Abs(number) < 1e6 ? "0.##" : "G4", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
