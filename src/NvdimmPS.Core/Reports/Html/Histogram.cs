namespace NvdimmPS.Reports.Html;

/// <summary>A distribution as columns, with the table of its figures.</summary>
internal static class Histogram
{
    private const double Width = 360, Top = 20, Height = 100, Foot = 22;

    public static void Write(HtmlWriter html, HistogramKind kind, IReadOnlyCollection<double> values, int dimms)
    {
        var columns = kind.Columns(values);
        html.Write($"<figure aria-labelledby=\"{kind.Id}-title\">\n<h3 id=\"{kind.Id}-title\">{kind.Title}</h3>\n");
        html.Write($"<svg role=\"img\" class=\"columns\" viewBox=\"0 0 {Width} {Top + Height + Foot}\" aria-labelledby=\"{kind.Id}-svg "
            + $"{kind.Id}-desc\"><title id=\"{kind.Id}-svg\">{kind.Title}, as columns</title>");
        html.Write($"<desc id=\"{kind.Id}-desc\">From {values.Min():0.##} to {values.Max():0.##} {kind.Unit}; {Count.Format(values.Count)} "
            + $"of {Count.Format(dimms, "DIMM")} tell it. The table below has the figures.</desc>");
        Columns(html, columns);
        html.Write($"<line class=\"axis\" x1=\"0\" y1=\"{Top + Height}\" x2=\"{Width}\" y2=\"{Top + Height}\"/></svg>\n");
        html.Write($"<p class=\"told\">DIMMs by {kind.Unit}, in steps of {kind.Step}; {Count.Format(values.Count)} of "
            + $"{Count.Format(dimms)} "
            + $"tell it.</p>\n");
        html.Write($"<details><summary>Figures</summary>\n<table><caption class=\"heard\">{kind.Title}</caption><thead><tr><th "
            + $"scope=\"col\">{kind.Unit}</th><th scope=\"col\">DIMMs</th></tr></thead><tbody>\n");
        foreach (var (_, range, count) in columns)
        {
            html.Write($"<tr><th scope=\"row\">{range}</th><td>{Count.Format(count)}</td></tr>\n");
        }

        html.Raw("</tbody></table>\n</details>\n</figure>\n");
    }

    private static void Columns(HtmlWriter html, IReadOnlyList<(string Label, string Range, int Count)> columns)
    {
        var most = columns.Max(c => c.Count);
        var pitch = Math.Min(Width / columns.Count, 56);
        var start = (Width - pitch * columns.Count) / 2;
        for (var i = 0; i < columns.Count; i++)
        {
            var (label, _, count) = columns[i];
            var middle = start + pitch * (i + 0.5);
            html.Write($"<text class=\"label\" x=\"{middle:0.##}\" y=\"{Top + Height + 16}\">{label}</text>");
            if (count > 0)
            {
                var height = Math.Max(2, Height * count / most);
                html.Write($"<rect class=\"column\" x=\"{start + pitch * i + 3:0.##}\" y=\"{Top + Height - height:0.##}\" "
                    + $"width=\"{pitch - 6:0.##}\" height=\"{height:0.##}\"/>");
                html.Write(
                    $"<text class=\"count\" x=\"{middle:0.##}\" y=\"{Top + Height - height - 6:0.##}\">{Count.Format(count)}</text>");
            }
        }
    }
}
