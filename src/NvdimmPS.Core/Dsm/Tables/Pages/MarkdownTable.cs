using System.Text;

namespace NvdimmPS.Dsm.Pages;

/// <summary>A table in Markdown. A column in which no row has anything is left out.</summary>
internal sealed class MarkdownTable(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string?[] cells) =>
        _rows.Add(Array.ConvertAll(cells, c => (c ?? string.Empty).Replace("|", "\\|", StringComparison.Ordinal)));

    public void Write(StringBuilder page)
    {
        int[] columns = [.. Enumerable.Range(0, heads.Length).Where(i => _rows.Exists(r => r[i].Length > 0))];
        Line(page, columns.Select(i => heads[i]));
        page.Append('|').AppendJoin('|', columns.Select(_ => "---")).Append("|\n");
        foreach (var row in _rows)
        {
            Line(page, columns.Select(i => row[i]));
        }

        page.Append('\n');
    }

    private static void Line(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
