namespace NvdimmPS.Cli;

/// <summary>Rows in columns as wide as their widest cell, but for a few long ones; what is not there is a dash.</summary>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    private const int MaxWidth = 40;
    private const string Spaces = "                                        ";

    private readonly List<string[]> _rows = [headers];

    public void Add(params string?[] cells) => _rows.Add(Array.ConvertAll(cells, c => string.IsNullOrEmpty(c) ? "-" : Printable.Line(c)));

    public void Write(TextWriter output, string indent = "")
    {
        var widths = new int[headers.Length];
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], Math.Min(row[i].Length, MaxWidth));
            }
        }

        foreach (var row in _rows)
        {
            output.Write(indent);
            for (var i = 0; i < row.Length - 1; i++)
            {
                output.Write(row[i]);
                Pad(output, widths[i] - row[i].Length);
                output.Write(Gap);
            }

            output.WriteLine(row[^1]);
        }
    }

    private static void Pad(TextWriter output, int count) => output.Write(Spaces.AsSpan(0, Math.Max(0, count)));
}
