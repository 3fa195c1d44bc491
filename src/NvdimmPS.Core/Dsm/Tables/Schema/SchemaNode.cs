using System.Globalization;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>A value of a schema's text, which knows where it stands.</summary>
internal sealed class SchemaNode(SchemaText text, SchemaNode? parent, string? name, int start)
{
    private const int MaxIdentifier = 64;

    private readonly List<SchemaNode> _children = [];
    private readonly int _index = parent?._children.Count ?? 0;
    private Dictionary<string, SchemaNode>? _members;

    public required JsonTokenType Kind { get; init; }

    /// <summary>The text of a string, the digits of a number.</summary>
    public string? Value { get; init; }

    /// <summary>The name where it is a member of an object.</summary>
    public string? Name => name;

    public SchemaNode? Parent => parent;

    /// <summary>The elements of an array, the members of an object.</summary>
    public IReadOnlyList<SchemaNode> Children => _children;

    /// <summary>How deep it lies is limited, so this recursion is.</summary>
    public string Path => parent is null ? "$" : name is null ? $"{parent.Path}[{_index}]" : $"{parent.Path}.{Suggestion.Shown(name)}";

    public SchemaNode? this[string member] => _members?.GetValueOrDefault(member);

    /// <summary>False where there is a member of that name.</summary>
    public bool Add(SchemaNode child)
    {
        _children.Add(child);
        return child.Name is null || (_members ??= new(StringComparer.Ordinal)).TryAdd(child.Name, child);
    }

    public string Text() =>
        Kind != JsonTokenType.String ? throw Wrong($"a text is expected here, not {What}", "Write it in quotation marks.")
        : Printable.IsLine(Value!) ? Value!
            : throw Wrong($"{What} has a character that cannot be shown", "Take out line ends, control characters, and what only formats.");

    /// <summary>A name that can be typed without quotes: a letter, then letters, digits and underscores.</summary>
    public string Identifier()
    {
        var word = Text();
        return word.Length is > 0 and <= MaxIdentifier && char.IsAsciiLetter(word[0])
            && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? word
            : throw Wrong(
                $"'{Suggestion.Shown(word)}' is no name: a name is a letter, then letters, digits and _, at most {MaxIdentifier}",
                    "Write it like GetSmart.");
    }

    public bool Flag() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong($"true or false is expected here, not {What}", "Write true or false, without quotation marks."),
    };

    public double Real() =>
        Kind == JsonTokenType.Number && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : throw Wrong($"a number is expected here, not {What}", "Write a number such as 70 or 0.5.");

    /// <summary>A whole number, as JSON has it or as a text such as <c>"0x1f"</c>.</summary>
    public ulong Number(ulong minimum = 0, ulong maximum = ulong.MaxValue, string next = "Correct the number.") =>
        !TryNumber(out var number)
            ? throw Wrong($"a whole number is expected here, not {What}", "Write 31, or \"0x1f\" in quotation marks.")
        : number >= minimum && number <= maximum ? number
        : throw Wrong($"{Value} is out of range: it goes from {minimum} to {Limit(maximum)}", next);

    public T Choice<T>()
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var given = Text();
        return names.Contains(given, StringComparer.Ordinal)
            ? Enum.Parse<T>(given)
            : throw Wrong($"'{Suggestion.Shown(given)}' is not known here", Suggestion.For(given, names));
    }

    public IReadOnlyList<SchemaNode> Items() =>
        Kind == JsonTokenType.StartArray ? _children : throw Wrong($"a list is expected here, not {What}", "Put it into brackets: [ … ].");

    /// <summary>A list, or in place of a list of one the one.</summary>
    public IReadOnlyList<SchemaNode> OneOrMore() => Kind == JsonTokenType.StartObject ? [this] : Items();

    public IReadOnlyList<SchemaNode> Members() =>
        Kind == JsonTokenType.StartObject
            ? _children
            : throw Wrong($"an object is expected here, not {What}", "Put it into braces: { \"name\": … }.");

    /// <summary>The failure of this value, with its place.</summary>
    public NvdimmException Wrong(string reason, NextStep next)
    {
        var (line, column) = text.At(start);
        return SchemaErrors.Invalid(text.Name, line, column, Path, reason, next);
    }

    /// <summary>The same, of a definition that is there already.</summary>
    public NvdimmException Taken(string reason, NextStep next)
    {
        var (line, column) = text.At(start);
        return SchemaErrors.Taken(text.Name, line, column, Path, reason, next);
    }

    /// <summary>What of a definition that is there already stays, whatever is said here.</summary>
    public NvdimmException Kept(string what)
    {
        var (line, column) = text.At(start);
        return SchemaErrors.Kept(text.Name, line, column, Path, what);
    }

    /// <summary>The failure of the object that this value belongs to a member of, or of the member itself where it is there.</summary>
    public NvdimmException Wrong(string member, string reason, NextStep next) => (this[member] ?? this).Wrong(reason, next);

    private bool TryNumber(out ulong number)
    {
        number = 0;
        return Kind switch
        {
            JsonTokenType.Number => ulong.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out number),
            JsonTokenType.String when Value!.StartsWith("0x", StringComparison.OrdinalIgnoreCase) =>
                ulong.TryParse(Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    private string What => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text '{Suggestion.Shown(Value!)}'",
        JsonTokenType.Number => Suggestion.Shown(Value!),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    private static string Limit(ulong maximum) => maximum > uint.MaxValue
        ? $"0x{maximum:x}"
        : maximum.ToString(CultureInfo.InvariantCulture);
}
