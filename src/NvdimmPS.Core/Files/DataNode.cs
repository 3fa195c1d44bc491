using System.Globalization;

namespace NvdimmPS.Files;

/// <summary>A value that people wrote, of whatever form, which knows where it stands.</summary>
/// <param name="Origin">The file, or what else it is out of.</param>
/// <param name="Path">Where in it: <c>Limits.SparesMinimum</c>.</param>
/// <param name="Line">The line, from 1; 0 where there are none.</param>
/// <param name="Value">A text, a double, a bool, null, a list of nodes, or members.</param>
internal sealed record DataNode(DataOrigin Origin, string Path, int Line, object? Value)
{
    /// <summary>What it is. A text can be shown, on one line.</summary>
    /// <exception cref="NvdimmException">It is a text with what steers a terminal or hides, or its name is one.</exception>
    public object? Value { get; } = !Printable.IsLine(Path) || (Value is string given && !Printable.IsText(given))
        ? throw Origin.Wrong(Line, Suggestion.Shown(Path), "it has a character that cannot be shown",
            "Take out control characters, and what only formats.")
        : Value is string text ? text.ReplaceLineEndings(" ") : Value;

    /// <summary>The members of a table; each must be one of those that are known.</summary>
    public IReadOnlyDictionary<string, DataNode> Members(params string[] known)
    {
        if (Value is not IReadOnlyList<(string Name, DataNode Node)> members)
        {
            throw Wrong($"a table is expected here, not {What}", $"Write it as {Mention.ExampleFor(Origin.Command)} does.");
        }

        var found = new Dictionary<string, DataNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in members)
        {
            if (known.Length > 0 && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw node.Wrong("there is no such key", Suggestion.For(name, known));
            }

            if (!found.TryAdd(name, node))
            {
                throw node.Wrong("it stands twice in one table", "Leave one of them out.");
            }
        }

        return found;
    }

    /// <summary>A list, or in place of a list of one the one.</summary>
    public IReadOnlyList<DataNode> Items() => Value as IReadOnlyList<DataNode> ?? [this];

    public string Text() => Value is string { Length: > 0 } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw Wrong($"a text is expected here, not {What}", "Write it in quotation marks.");

    /// <summary>A number in its range; null is no limit.</summary>
    public double? Number(double minimum, double maximum) => Value switch
    {
        null => null,
        double number when number >= minimum && number <= maximum => number,
        double number =>
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{number} is out of range: it goes from {minimum} to {maximum}"),
                "Correct the number."),
        _ => throw Wrong($"a number is expected here, not {What}", "Write a number without quotation marks, or null for no limit."),
    };

    /// <summary>The failure of this value, with its place.</summary>
    public NvdimmException Wrong(string reason, NextStep next) => Origin.Wrong(Line, Suggestion.Shown(Path), reason, next);

    private string What => Value switch
    {
        null => "null",
        string { Length: 0 } => "an empty text",
        string text => $"the text '{Suggestion.Shown(text)}'",
        double number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IReadOnlyList<DataNode> => "a list",
        _ => "a table",
    };
}
