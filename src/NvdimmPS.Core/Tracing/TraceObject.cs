using System.Globalization;
using System.Text.Json;
using NvdimmPS.Abi;

namespace NvdimmPS.Tracing;

/// <summary>One line of a trace as a JSON object; what does not fit is an error that names file and line.</summary>
internal sealed class TraceObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly int _line;

    private TraceObject(string path, int line) => (_path, _line) = (path, line);

    public static TraceObject Parse(string path, int line, ReadOnlyMemory<byte> bytes)
    {
        var parsed = new TraceObject(path, line);
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw parsed.Bad(bytes.Span.EndsWith("\n"u8)
                ? "it is not JSON" + (bytes.Span.Contains((byte)0) ? " (there is a zero byte in it)"
                    : e.BytePositionInLine is { } at ? $" (byte {at + 1})" : "")
                : "it breaks off in the middle, and the file ends there");
        }

        return root.ValueKind == JsonValueKind.Object ? parsed.Take(root) : throw parsed.Bad("it is no JSON object");
    }

    public bool Has(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? TextOrNull(string name) => !Has(name) ? null
        : _members[name].ValueKind == JsonValueKind.String ? Decoded(() => _members[name].GetString()!)
        : throw Bad($"'{name}' is no text");

    public string Text(string name) => TextOrNull(name) ?? throw Bad($"it has no '{name}'");

    public long Number(string name, long least, long most)
    {
        var value = Has(name) ? _members[name] : throw Bad($"it has no '{name}'");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw Bad($"'{name}' is {Shown(value)}, not a whole number from {least} to {most}");
    }

    /// <summary>A number that traces say twice; where it stands it must be the same.</summary>
    public void Agree(string name, ulong value)
    {
        if (Has(name) && !(_members[name].ValueKind == JsonValueKind.Number && _members[name].TryGetUInt64(out var said) && said == value))
        {
            throw Bad($"'{name}' is {Shown(_members[name])}, but the bytes say {value}");
        }
    }

    public uint RequestNumber(string name)
    {
        var text = Text(name);
        return text.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad($"'{name}' is '{text}', not a number such as 0xc0404e0a");
    }

    public NdNode Node(string name, bool isPath = false)
    {
        var text = Text(name);
        return NdNode.TryParse(isPath && text.StartsWith("/dev/", StringComparison.Ordinal) ? text[5..] : text, out var node)
            && (isPath || node.Name == text)
            ? node
            : throw Bad($"'{text}' is no control node, such as nmem0 or ndctl0");
    }

    public NdAccess Access(string name) => Text(name) switch
    {
        nameof(NdAccess.ReadOnly) => NdAccess.ReadOnly,
        nameof(NdAccess.ReadWrite) => NdAccess.ReadWrite,
        var text => throw Bad($"'{name}' is '{text}', neither ReadOnly nor ReadWrite"),
    };

    public DateTime Time(string name)
    {
        var text = Text(name);
        return DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : throw Bad($"'{name}' is '{text}', not a time such as 2026-01-31T12:00:00.0000000Z");
    }

    /// <summary>Hexadecimal digits without anything between them; the hidden bytes come back as zeros.</summary>
    public byte[] Bytes(string name, IReadOnlyList<HiddenBytes> hidden)
    {
        var digits = Text(name).ToCharArray();
        if (digits.Length % 2 != 0)
        {
            throw Bad($"'{name}' has {Plural.Of(digits.Length, "digit")}, an odd number");
        }

        foreach (var range in hidden)
        {
            if (2L * range.End > digits.Length
                || digits.AsSpan(2 * range.Offset, 2 * range.Length).ContainsAnyExcept(TraceFormat.HiddenByte[0]))
            {
                throw Bad($"'{name}' and 'hidden' disagree about the bytes from {range.Offset} to {range.End}");
            }

            digits.AsSpan(2 * range.Offset, 2 * range.Length).Fill('0');
        }

        var wrong = Array.FindIndex(digits, c => !char.IsAsciiHexDigit(c));
        return wrong < 0 ? Convert.FromHexString(digits) : throw Bad($"'{name}' has something else than a digit at byte {wrong / 2}");
    }

    public IReadOnlyList<HiddenBytes> Hidden(string name)
    {
        var found = new List<HiddenBytes>();
        foreach (var element in List(name))
        {
            if (element.ValueKind != JsonValueKind.Object
                || !TryInteger(element, "offset", out var start) || start < 0
                || !TryInteger(element, "length", out var count) || count < 1 || start > int.MaxValue - count)
            {
                throw Bad($"'{name}' has an element without offset and length");
            }

            found.Add(
                new HiddenBytes(start, count, element.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String
                    ? Decoded(() => reason.GetString()!)
                    : "hidden"));
        }

        return found;
    }

    /// <summary>A list of objects; none where the line has no such member.</summary>
    public IEnumerable<TraceObject> Items(string name) => List(name).Select(item => item.ValueKind == JsonValueKind.Object
        ? new TraceObject(_path, _line).Take(item)
        : throw Bad($"'{name}' has an element that is no object"));

    /// <summary>A list of texts; none where the line has no such member.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(item => item.ValueKind == JsonValueKind.String
        ? Decoded(() => item.GetString()!)
        : throw Bad($"'{name}' has an element that is no text"))];

    public NvdimmException Bad(string why) => TraceErrors.Line(_path, _line, why);

    private JsonElement[] List(string name) => !Has(name) ? []
        : _members[name].ValueKind == JsonValueKind.Array ? [.. _members[name].EnumerateArray()]
        : throw Bad($"'{name}' is no list");

    private TraceObject Take(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = Decoded(() => member.Name);
            if (!_members.TryAdd(name, member.Value))
            {
                throw Bad($"it has '{name}' twice");
            }
        }

        return this;
    }

    /// <summary>Text is decoded when it is asked for, and only then seen to be no Unicode.</summary>
    private string Decoded(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            throw Bad("a text in it is not UTF-8");
        }
    }

    private static bool TryInteger(JsonElement element, string name, out int number)
    {
        number = 0;
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    private static string Shown(JsonElement value)
    {
        const int most = 40;
        var text = value.GetRawText();
        return text.Length <= most ? text : text[..most] + "…";
    }
}
