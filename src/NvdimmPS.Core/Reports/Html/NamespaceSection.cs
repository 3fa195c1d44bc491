namespace NvdimmPS.Reports.Html;

/// <summary>The namespaces, and who uses each.</summary>
internal static class NamespaceSection
{
    private static readonly HtmlColumn[] Columns =
        [new("Host"), new("Namespace"), new("Region"), new("Mode"), HtmlColumn.Number("Bytes"), new("Name"), new("Device"), new("Used by")];

    public static void Write(HtmlWriter html, FleetReport report)
    {
        HtmlTable.Begin(html, "namespace-table",
            $"{Count.Format(report.Namespaces.Count, "namespace")}; what a DAX device is used by nobody can tell", Columns);
        foreach (var space in report.Namespaces)
        {
            html.Write($"<tr><td>{HostName.Display(space.Host)}</td><th scope=\"row\">{space.Name}</th><td>{space.Region}</td>");
            var size = space.Size?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            html.Write($"<td>{space.Mode ?? "–"}</td><td>{size ?? "–"}</td>");
            html.Write($"<td>{space.Label ?? "–"}</td><td>{space.Device ?? (space.IsEnabled ? "–" : "disabled")}</td>");
            html.Write($"<td>{(space.Users.Count == 0 ? "–" : string.Join("; ", space.Users))}</td></tr>\n");
        }

        HtmlTable.End(html);
    }
}
