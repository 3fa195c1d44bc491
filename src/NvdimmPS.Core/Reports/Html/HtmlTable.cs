namespace NvdimmPS.Reports.Html;

/// <summary>Tables: each has a caption, heads with scopes, and a box of its own that scrolls, also by keyboard.</summary>
internal static class HtmlTable
{
    public static void Begin(HtmlWriter html, string id, string caption, IEnumerable<HtmlColumn> columns, bool isSortable = true)
    {
        html.Write($"<div class=\"scroll\" role=\"group\" aria-labelledby=\"{id}-caption\" tabindex=\"0\">\n<table id=\"{id}\"");
        html.Raw(isSortable ? " class=\"sortable\">" : ">");
        html.Write($"<caption id=\"{id}-caption\">{caption}</caption>\n<thead><tr>");
        foreach (var column in columns)
        {
            html.Raw("<th scope=\"col\"");
            if (column.Order is not null)
            {
                html.Write($" data-order=\"{column.Order}\"");
            }

            html.Write($">{column.Title}</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
    }

    public static void End(HtmlWriter html) => html.Raw("</tbody>\n</table>\n</div>\n");

    /// <summary>A status as a cell; its sign and its colour come from the style.</summary>
    public static void Status(HtmlWriter html, string status) =>
        html.Write($"<td><span class=\"s {status.ToLowerInvariant()}\">{status}</span></td>");
}
