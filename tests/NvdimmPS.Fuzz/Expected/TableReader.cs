using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Reads the text of a schema, as docs/schema.md describes it.</summary>
internal static class TableReader
{
    public static IReadOnlyList<FamilyTable> Read(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return [.. document.RootElement.GetProperty("families").EnumerateArray().Select(Family)];
    }

    private static FamilyTable Family(JsonElement json)
    {
        var family = new FamilyTable
        {
            Name = json.GetProperty("name").GetString()!,
            IsOfBus = Text(json, "target") == "Bus",
            Number = (uint)Number(json, "number")!.Value,
            IsInPlace = Flag(json, "inPlace"),
            StatusMask = (uint)(Number(json, "statusMask") ?? 0xFFFF),
            FunctionStatusMask = (uint)(Number(json, "functionStatusMask") ?? 0xFFFF_FFFF),
            Statuses = Statuses(json) ?? [],
            VendorCommands = List(json, "vendorCommands", Vendor),
        };
        family.Functions = List(json, "functions", f => Function(family, f));
        return family;
    }

    private static FunctionTable Function(FamilyTable family, JsonElement json) => new()
    {
        Family = family,
        Number = (uint)Number(json, "number")!.Value,
        Name = Text(json, "name")!,
        IsSensitive = Flag(json, "sensitive"),
        HasVendorPayload = Flag(json, "vendorPayload"),
        Input = Layout(json, "input"),
        Output = Layout(json, "output"),
        InputSize = Size(json, "input"),
        OutputSize = Size(json, "output"),
        Legacy = Text(json, "legacyCommand"),
        Generation = Text(json, "generation"),
        Generations = List(json, "generations", Generation),
        Statuses = Statuses(json) ?? [],
        FamilyStatuses = family.Statuses,
        FieldsWithStatus = [.. List(json, "fieldsWithStatus", e => (uint)Number(e)).Distinct()],
        ShortAnswers = List(json, "shortAnswers", s => ((int)Number(s, "size")!.Value, (uint?)Number(s, "status"))),
    };

    private static VendorTable Vendor(JsonElement json) => new()
    {
        Opcode = (int)Number(json, "opcode")!.Value,
        SubOpcode = (int)Number(json, "subOpcode")!.Value,
        Name = Text(json, "name")!,
        Danger = Text(json, "danger") ?? "Unknown",
        IsSensitive = Flag(json, "sensitive"),
        Fis = Fis(json),
        Input = Layout(json, "input"),
        Output = Layout(json, "output"),
        Forms = List(json, "forms", f => new VendorFormTable(Text(f, "name")!, Conditions(f, "when"), Layout(f, "fields")!)),
    };

    private static FisTable? Fis(JsonElement json) => !json.TryGetProperty("fis", out var fis) ? null
        : new FisTable(Version(fis, "from"), Version(fis, "before"));

    private static FisTableVersion? Version(JsonElement json, string name) => Text(json, name)?.Split('.') is not { } parts ? null
        : new FisTableVersion(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));

    private static int? Size(JsonElement function, string direction) =>
        function.TryGetProperty("sizes", out var sizes) && sizes.TryGetProperty(direction, out var size)
            && size.ToString() != "?" ? (int)Number(size) : null;

    private static GenerationTable Generation(JsonElement json) => new(
        Text(json, "name")!, Layout(json, "output")!, Conditions(json, "evidence"), (int?)Number(json, "functionsBelow"), Statuses(json));

    private static StatusTable[]? Statuses(JsonElement json) => json.TryGetProperty("statuses", out _)
        ? List(json, "statuses",
            s => new StatusTable((uint)Number(s, "code")!.Value, Text(s, "name")!, Text(s, "message")
            ?? Text(s, "name")!, Flag(s, "success")))
        : null;

    private static LayoutTable? Layout(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var layout))
        {
            return null;
        }

        var (requiresAny, list) = layout.ValueKind == JsonValueKind.Array ? (false, layout)
            : (Flag(layout, "requiresAny"), layout.GetProperty("fields"));
        var fields = new List<FieldTable>();
        var offset = 0;
        foreach (var item in list.EnumerateArray())
        {
            // A field of the name of one before it is that one in other versions of the firmware interface.
            var first = Text(item, "name") is { } own ? fields.Find(f => f.Name == own) : null;
            var field = Field(item, first?.Offset ?? offset);
            offset += field.IsOverlay || field.IsTail || first is not null ? 0 : field.Size;
            fields.Add(field);
        }

        return new LayoutTable(fields, requiresAny);
    }

    private static FieldTable Field(JsonElement json, int next)
    {
        var kind = Text(json, "kind") ?? "Unsigned";
        var element = Layout(json, "element");
        var isOverlay = Flag(json, "overlay");
        return new FieldTable
        {
            Name = Text(json, "name") ?? string.Empty,
            Kind = kind,
            Size = element?.FixedSize ?? (kind == "Temperature" ? 2 : (int)(Number(json, "size") ?? 1)),
            Offset = isOverlay ? (int)Number(json, "offset")!.Value : next,
            IsOverlay = isOverlay,
            IsTail = element is not null || Flag(json, "tail"),
            Unit = Text(json, "unit") ?? kind switch { "Temperature" => "°C", "Duration" => "ms", _ => null },
            Words = Words(json, "words"),
            OtherWord = Text(json, "otherWord"),
            NotReported = Words(json, "notReported"),
            ValidWhen = Conditions(json, "validWhen"),
            OnFailureToo = Flag(json, "reportedOnFailure"),
            Shorter = json.TryGetProperty("shorter", out var shorter)
                ? (Condition(shorter.GetProperty("when")), (int)Number(shorter, "size")!.Value) : null,
            Minimum = json.TryGetProperty("minimum", out var minimum) ? minimum.GetDouble() : null,
            Maximum = json.TryGetProperty("maximum", out var maximum) ? maximum.GetDouble() : null,
            Default = Number(json, "default") ?? 0,
            IsRequired = Flag(json, "required"),
            Sets = Conditions(json, "sets"),
            Counts = Text(json, "counts"),
            CountedBy = Text(json, "countedBy"),
            IsSecret = Flag(json, "secret"),
            Bits = json.TryGetProperty("bits", out var bits) ? ((int)Number(bits, "first")!.Value, (int)(Number(bits, "count") ?? 1)) : null,
            Form = Text(json, "form"),
            Scale = Number(json, "scale") ?? BigInteger.One,
            Ignored = List(json, "ignored", b => (int)Number(b)),
            Fis = Fis(json),
            Within = !json.TryGetProperty("within", out var within) ? []
                : within.ValueKind == JsonValueKind.Array ? [.. within.EnumerateArray().Select(Within)] : [Within(within)],
            IsPadded = Flag(json, "padded"),
            Element = element,
        };
    }

    private static (string Field, int Start) Within(JsonElement json) => (Text(json, "field")!, (int)Number(json, "start")!.Value);

    private static ConditionTable[] Conditions(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Condition)]
        : [Condition(value)];

    private static ConditionTable Condition(JsonElement json)
    {
        var (field, not) = (Text(json, "field")!, Flag(json, "not"));
        return Flag(json, "never") ? new ConditionTable(field, 0, 1, not)
            : Number(json, "bit") is { } bit ? new ConditionTable(field, BigInteger.One << (int)bit, BigInteger.One << (int)bit, not)
            : new ConditionTable(field, Number(json, "mask") ?? ConditionTable.AllBits, Number(json, "value")!.Value, not);
    }

    private static WordTable[] Words(JsonElement json, string name) => !json.TryGetProperty(name, out var words) ? []
        : words.ValueKind == JsonValueKind.Object
            ? [.. words.EnumerateObject().Select(w => new WordTable(Number(w.Name), w.Value.GetString()!))]
        : [.. words.EnumerateArray().Select((w, i) => (Word: w.GetString(), Value: i)).Where(w => w.Word is not null)
            .Select(w => new WordTable(w.Value, w.Word!))];

    private static T[] List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static BigInteger? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Number(value) : null;

    private static BigInteger Number(JsonElement json) =>
        Number(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText());

    /// <summary>A leading zero keeps the digits from being taken for a negative number.</summary>
    private static BigInteger Number(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
