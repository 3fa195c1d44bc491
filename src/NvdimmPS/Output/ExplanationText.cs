using System.Management.Automation;
using System.Text;

namespace NvdimmPS.Shell.Output;

/// <summary>An explanation as people read it: what it is, then the buffer field by field, then notes.</summary>
public static class ExplanationText
{
    private const int Width = 80, LeastDescription = 16;

    private static readonly string[] Columns = ["Offset", "Bytes", "Field", "Value", "Description"];

    /// <summary>The text.</summary>
    public static string Format(PSObject explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        object? Get(string name) => ViewText.Value(explanation, name);
        var text = new StringBuilder();
        text.Append("What would be sent to ")
            .Append(Get("Target")).Append(": ").Append(Get("Family")).Append(' ').Append(Get("Function")).Append(' ')
            .Append(Get("FunctionName")).Append(" (").Append(Get("Title")).AppendLine(")")
            .Append("Danger ").Append(Get("Danger")).Append(Get("Sensitive") is true ? ", sensitive" : string.Empty)
            .Append(". Ioctl ").Append(Get("Command")).Append(' ').Append(Get("Request")).Append(" by route ").Append(Get("Route"))
            .Append(", node opened ").Append(Get("Access")).Append(", ").Append(Get("Length")).AppendLine(" bytes in all.");
        foreach (var section in ViewText.Items(Get("Rows")).GroupBy(row => $"{ViewText.Value(row, "Section")}"))
        {
            text.AppendLine().Append(section.Key).AppendLine(":");
            AppendTable(text, [.. section.Select(Row)]);
        }

        text.Append(ViewText.Items(Get("Changes")).Any() ? "\nWhat would change:\n" : string.Empty);
        foreach (var change in ViewText.Items(Get("Changes")))
        {
            text.AppendLine(ViewText.Value(change, "Differs") is true
                ? $"  {ViewText.Value(change, "Field")}: {ViewText.Value(change, "Old")} -> {ViewText.Value(change, "New")}"
                : $"  {ViewText.Value(change, "Field")}: {ViewText.Value(change, "Old")}, and stays so");
        }

        text.AppendLine();
        foreach (var note in ViewText.Items(Get("Notes")))
        {
            text.Append("* ").AppendLine(note.ToString());
        }

        text.Append(Get("Reference") is { } reference ? $"Source: {reference}" : string.Empty);
        return WordWrap.Text(text.ToString().TrimEnd(), Width, "      ");
    }

    private static string[] Row(PSObject row) =>
    [
        $"{ViewText.Value(row, "Offset")}+{ViewText.Value(row, "Length")}",
        Shortened($"{ViewText.Value(row, "Bytes")}"),
        $"{ViewText.Value(row, "Field")}",
        $"{ViewText.Value(row, "Value")}",
        $"{ViewText.Value(row, "Description")}",
    ];

    private static void AppendTable(StringBuilder text, string[][] rows)
    {
        int[] widths = [.. Columns.Select((title, i) => rows.Max(r => Math.Max(r[i].Length, title.Length)))];

        // The description goes on below itself, in words; below the row where the columns before it leave it no room.
        var before = widths[..^1].Sum(width => width + 2) + 2;
        var isBelow = Width - before < LeastDescription;
        var start = isBelow ? 6 : before;
        foreach (var row in rows.Prepend(Columns))
        {
            var head = "  " + string.Concat(row[..^1].Select((cell, i) => cell.PadRight(widths[i] + 2)));
            var description = WordWrap.Text(row[^1], Width - start).Replace("\n", "\n" + new string(' ', start), StringComparison.Ordinal);
            text.AppendLine(
                ((isBelow && description.Length > 0 ? head.TrimEnd() + '\n' + new string(' ', start) : head) + description).TrimEnd());
        }
    }

    private static string Shortened(string bytes) => bytes.Length <= 16 ? bytes : bytes[..16] + "…";
}
