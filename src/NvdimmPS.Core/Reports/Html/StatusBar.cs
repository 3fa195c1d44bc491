namespace NvdimmPS.Reports.Html;

/// <summary>A stacked bar of status words, with the table of its figures, which is its legend too.</summary>
internal static class StatusBar
{
    private const double Width = 600, Height = 28, Gap = 3, Least = 4;

    public static void Write(HtmlWriter html, string id, string title, string what, IReadOnlyList<ReportStatus> statuses,
        Func<ReportStatus, int> count)
    {
        var parts = statuses.Select(s => (Status: s, Count: count(s))).ToList();
        var total = parts.Sum(p => p.Count);
        html.Write($"<figure aria-labelledby=\"{id}-title\">\n<h3 id=\"{id}-title\">{title}</h3>\n");
        html.Write($"<svg role=\"img\" class=\"bar\" viewBox=\"0 0 {Width} {Height}\" aria-labelledby=\"{id}-svg {id}-desc\"><title "
            + $"id=\"{id}-svg\">{title}, as a stacked bar</title>");
        var counts = string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Status} {Count.Format(p.Count)}"));
        html.Write($"<desc id=\"{id}-desc\">{counts}</desc>");
        Bars(html, [.. parts.Where(p => p.Count > 0)], total);
        html.Write($"</svg>\n<table><caption class=\"heard\">{title}</caption><thead><tr><th scope=\"col\">Status</th><th "
            + $"scope=\"col\">{what}</th><th scope=\"col\">Share</th></tr></thead><tbody>\n");
        foreach (var (status, number) in parts)
        {
            html.Write($"<tr><th scope=\"row\"><span class=\"s "
                + $"{Class(status)}\">{status}</span></th><td>{Count.Format(number)}</td><td>{Count.Share(number, total)}</td></tr>\n");
        }

        html.Raw("</tbody></table>\n</figure>\n");
    }

    /// <summary>One in a thousand must still be seen: the small ones are drawn larger, at the cost of the others.</summary>
    private static void Bars(HtmlWriter html, IReadOnlyList<(ReportStatus Status, int Count)> parts, int total)
    {
        var room = Width - Gap * Math.Max(0, parts.Count - 1) - Least * parts.Count;
        var x = 0.0;
        foreach (var (status, count) in parts)
        {
            var width = Least + room * count / total;
            html.Write($"<rect class=\"f {Class(status)}\" x=\"{x:0.##}\" y=\"0\" width=\"{width:0.##}\" height=\"{Height}\" rx=\"2\"/>");
            x += width + Gap;
        }
    }

    private static string Class(ReportStatus status) => status.ToString().ToLowerInvariant();
}
