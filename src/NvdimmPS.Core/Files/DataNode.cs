using System.Globalization;

namespace NvdimmPS.Files;

/// <summary>A value that people wrote, of whatever form, which knows where it stands. A text and a name can be shown.</summary>
internal sealed class DataNode
{
    private readonly List<DataNode> _children = [];
    private readonly int _index;
    private readonly int _depth;
    private readonly (int Line, int Column) _at;
    private Dictionary<string, DataNode>? _members;

    /// <param name="origin">The file, or what else it is out of.</param>
    /// <param name="parent">The table or the list that holds it.</param>
    /// <param name="name">The name where a table holds it.</param>
    /// <param name="at">The line and the column, from 1; 0 where there are none.</param>
    /// <param name="value">A text, a number (double), a bool, null, or the shape of what holds others.</param>
    /// <exception cref="NvdimmException">It lies too deep, or has what steers a terminal or hides.</exception>
    public DataNode(DataOrigin origin, DataNode? parent, string? name, (int Line, int Column) at, object? value)
    {
        (Origin, Parent, Name, _at) = (origin, parent, name, at);
        (_index, _depth) = parent is null ? (0, 0) : (parent._children.Count, parent._depth + 1);
        Value = value is string text && !origin.IsStrict ? text.ReplaceLineEndings(" ") : value;
        if (_depth > origin.MaxDepth)
        {
            throw Wrong("it is nested too deep", $"Write it as {Mention.ExampleFor(origin.Command)} does.");
        }

        if (name is not null && !Printable.IsLine(name))
        {
            throw Wrong("its name has a character that cannot be shown", Unprintable);
        }

        if (value is string given && !(origin.IsStrict ? Printable.IsLine(given) : Printable.IsText(given)))
        {
            throw Wrong($"{What} has a character that cannot be shown", Unprintable);
        }
    }

    public DataOrigin Origin { get; }

    public DataNode? Parent { get; }

    public string? Name { get; }

    /// <summary>A text, a number (double), a bool, null, or the shape of what holds others.</summary>
    public object? Value { get; }

    /// <summary>A number as it was written, where that is known: a double does not hold every whole number.</summary>
    public string? Digits { get; init; }

    /// <summary>What a list or a table holds.</summary>
    public IReadOnlyList<DataNode> Children => _children;

    /// <summary>How deep it lies is limited, so this recursion is.</summary>
    public string Path => Parent is null ? Origin.Root
        : Name is null ? $"{Parent.Path}[{_index}]"
        : Parent.Parent is null && !Origin.IsStrict ? Suggestion.Shown(Name)
        : $"{Parent.Path}.{Suggestion.Shown(Name)}";

    public DataPlace Place => new(Origin.Name, _at.Line, _at.Column, Path);

    /// <summary>A member of a table.</summary>
    public DataNode? this[string member] => _members?.GetValueOrDefault(member);

    /// <summary>Puts a value into this list or table, and gives it back.</summary>
    /// <exception cref="NvdimmException">There is one of that name already.</exception>
    public DataNode Add(DataNode child)
    {
        _children.Add(child);
        _members ??= new(Origin.IsStrict ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        return child.Name is null || _members.TryAdd(child.Name, child) ? child
            : throw child.Wrong($"'{Suggestion.Shown(child.Name)}' stands twice in one {(Origin.IsStrict ? "object" : "table")}",
                "Leave one of them out.");
    }

    /// <summary>The members of a table; each must be one of those that are known, if any are named.</summary>
    public IReadOnlyList<DataNode> Members(params string[] known)
    {
        if (Value is not DataShape.Table)
        {
            throw Origin.IsStrict
                ? Wrong($"an object is expected here, not {What}", "Put it into braces: { \"name\": … }.")
                : Wrong($"a table is expected here, not {What}", $"Write it as {Mention.ExampleFor(Origin.Command)} does.");
        }

        var strange = known.Length == 0 ? null : _children.Find(c => !known.Contains(c.Name!, _members!.Comparer));
        return strange is null ? _children : throw strange.Wrong("there is no such key", Suggestion.For(strange.Name!, known));
    }

    public IReadOnlyList<DataNode> Items() => Value is DataShape.List
        ? _children
        : throw Wrong($"a list is expected here, not {What}", "Put it into brackets: [ … ].");

    /// <summary>A list, or in place of a list of one the one.</summary>
    public IReadOnlyList<DataNode> OneOrMore() => Value is DataShape.List ? _children : [this];

    /// <summary>A text, which may be empty.</summary>
    public string AnyText() =>
        Value as string ?? throw Wrong($"a text is expected here, not {What}", "Write it in quotation marks.");

    /// <summary>A text that says something.</summary>
    public string Text() => string.IsNullOrWhiteSpace(AnyText())
        ? throw Wrong($"a text is expected here, not {What}", "Write it in quotation marks.")
        : AnyText();

    public bool Flag() =>
        Value as bool? ?? throw Wrong($"true or false is expected here, not {What}", "Write true or false, without quotation marks.");

    public double Number() => Value is double number && double.IsFinite(number)
        ? number
        : throw Wrong($"a number is expected here, not {What}", "Write a number such as 70 or 0.5, without quotation marks.");

    /// <summary>A number in its range; null is no limit.</summary>
    public double? Number(double minimum, double maximum) => Value switch
    {
        null => null,
        double number when number >= minimum && number <= maximum => number,
        double => throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{What} is out of range: it goes from {minimum} to {maximum}"),
            "Correct the number."),
        _ => throw Wrong($"a number is expected here, not {What}", "Write a number without quotation marks, or null for no limit."),
    };

    /// <summary>A whole number, as JSON has it or as a text such as <c>"0x1f"</c>.</summary>
    public ulong Whole(ulong minimum = 0, ulong maximum = ulong.MaxValue, string next = "Correct the number.") =>
        !TryWhole(out var number)
            ? throw Wrong($"a whole number is expected here, not {What}", "Write 31, or \"0x1f\" in quotation marks.")
        : number >= minimum && number <= maximum ? number
        : throw Wrong($"{Digits ?? Value} is out of range: it goes from {minimum} to {Limit(maximum)}", next);

    /// <summary>One of the names of an enumeration.</summary>
    /// <param name="what">What it is the name of, for messages.</param>
    public T Choice<T>(string? what = null)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var given = AnyText();
        var comparison = Origin.IsStrict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return Array.Find(names, n => string.Equals(n, given, comparison)) is { } name
            ? Enum.Parse<T>(name)
            : throw Wrong(what is null
                ? $"'{Suggestion.Shown(given)}' is not known here"
                : $"there is no {what} '{Suggestion.Shown(given)}'", Suggestion.For(given, names));
    }

    /// <summary>The failure of this value, with its place.</summary>
    public NvdimmException Wrong(string reason, NextStep next) => Origin.Invalid(Place, reason, next);

    /// <summary>The failure of a member, or of what ought to hold it.</summary>
    public NvdimmException Wrong(string member, string reason, NextStep next) => (this[member] ?? this).Wrong(reason, next);

    private static string Limit(ulong maximum) => maximum > uint.MaxValue
        ? $"0x{maximum:x}"
        : maximum.ToString(CultureInfo.InvariantCulture);

    private bool TryWhole(out ulong number)
    {
        number = 0;
        return Value switch
        {
            double => ulong.TryParse(Digits, NumberStyles.None, CultureInfo.InvariantCulture, out number),
            string text when text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) =>
                ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    private string Unprintable => $"Take out {(Origin.IsStrict ? "line ends, " : string.Empty)}control characters, and what only formats.";

    private string What => Value switch
    {
        null => "null",
        string { Length: 0 } => "an empty text",
        string text => $"the text '{Suggestion.Shown(text)}'",
        double number => Suggestion.Shown(Digits ?? number.ToString(CultureInfo.InvariantCulture)),
        true => "true",
        false => "false",
        DataShape.List => "a list",
        _ => Origin.IsStrict ? "an object" : "a table",
    };
}
