using System.Globalization;

namespace NvdimmPS.Cli;

/// <summary>Rows in columns as wide as their widest cell, but for a few long ones; what is not there is a dash.</summary>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    /// <summary>The longest name of a field, indented.</summary>
    internal const int MaxWidth = 52;
    private const string Spaces = "                                                    ";

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

    /// <summary>A size in the largest unit that leaves a number of 1 or more: <c>1.5 GiB</c>.</summary>
    public static string? Size(ulong? bytes)
    {
        if (bytes is not { } value)
        {
            return null;
        }

        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var size = (double)value;
        var unit = 0;
        for (; size >= 1024 && unit < units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.##} {units[unit]}");
    }

    private static void Pad(TextWriter output, int count) => output.Write(Spaces.AsSpan(0, Math.Max(0, count)));
}
