using System.Management.Automation;

namespace NvdimmPS.Shell.Output;

/// <summary>A function's layout as text, for the list view of functions.</summary>
public static class FieldTable
{
    // What the labels of the list leave of 80 columns.
    private const int Width = 64;

    /// <summary>One line a field.</summary>
    public static string Format(object? fields)
    {
        var lines = ViewText.Items(fields).SelectMany(f => Lines(f, 0)).ToArray();
        return lines.Length == 0 ? "(none, or not known)" : string.Join('\n', lines);
    }

    private static IEnumerable<string> Lines(PSObject field, int depth)
    {
        object? Get(string name) => ViewText.Value(field, name);
        var values = string.Join(' ', ViewText.Items(Get("Values")).Select(v => v.ToString()));
        string[] parts =
        [
            $"{Get("Offset")}+{Get("Size")}",
            $"{Get("Name")}",
            $"{Get("Kind")}{(Get("Unit") is { } unit ? $" in {unit}" : string.Empty)}"
                + (Get("Required") is true ? ", required" : string.Empty),
            Get("Minimum") is { } minimum ? $"{minimum} to {Get("Maximum")}" : string.Empty,
            $"{Get("Description")}",
            values.Length == 0 ? string.Empty : $"[{values}]",
        ];
        yield return WordWrap.Text(new string(' ', 4 * depth) + string.Join("  ", parts.Where(p => p.Length > 0)), Width,
            new string(' ', 4 * depth + 6));
        foreach (var line in depth < ViewText.MaxDepth ? ViewText.Items(Get("Elements")).SelectMany(f => Lines(f, depth + 1)) : [])
        {
            yield return line;
        }
    }
}
