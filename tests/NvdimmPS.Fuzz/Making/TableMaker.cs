using System.Globalization;
using System.Text.Json.Nodes;

namespace NvdimmPS.Fuzz.Making;

/// <summary>Makes families as the text of a schema: every kind of field, condition and count in every place where it may stand.</summary>
internal sealed class TableMaker(Dice dice)
{
    private const int FirstFree = 9, LastFunction = 31;

    private int _names;

    /// <summary>A text that must be accepted.</summary>
    public static string Make(Dice dice) => new JsonObject
    {
        ["format"] = "nvdimmps-dsm-schema", ["version"] = 1, ["families"] = new JsonArray(new TableMaker(dice).Family()),
    }.ToJsonString();

    private JsonObject Family()
    {
        var (mask, own) = (dice.OneIn(3) ? dice.Number(4) | 1 : 0xFFFF, dice.OneIn(3) ? dice.Number(4) | 1 : 0xFFFF_FFFF);
        var statuses = Statuses(mask, dice.Between(0, 6), isFirstSuccess: true);
        var numbers = Enumerable.Range(1, LastFunction).OrderBy(_ => dice.Below(1000)).Take(dice.Between(1, 3)).ToList();
        var family = new JsonObject
        {
            ["name"] = "Fuzz", ["number"] = dice.Between(FirstFree, 63), ["statusMask"] = Spelled(mask),
            ["functionStatusMask"] = Spelled(own), ["statuses"] = statuses,
            ["functions"] = new JsonArray([.. numbers.Select(number => Function(number, own, statuses))]),
        };
        Maybe(family, "target", 4, () => "Bus");
        Maybe(family, "inPlace", 5, () => true);
        return family;
    }

    private JsonArray Statuses(ulong mask, int count, bool isFirstSuccess)
    {
        var codes = Enumerable.Range(0, count).Select(_ => dice.Number(4) & mask).Prepend(isFirstSuccess ? 0 : dice.Number(4) & mask)
            .Distinct();
        return new JsonArray([.. codes.Select((code, i) => Status(code, (isFirstSuccess && i == 0) || dice.OneIn(6)))]);
    }

    private JsonObject Status(ulong code, bool isSuccess)
    {
        var status = new JsonObject { ["code"] = Spelled(code), ["name"] = Name("S") };
        Maybe(status, "message", 2, () => "what it means");
        Maybe(status, "success", isSuccess ? 1 : int.MaxValue, () => true);
        return status;
    }

    private JsonObject Function(int number, ulong ownMask, JsonArray familyStatuses)
    {
        var danger = dice.Of("Read", "Write", "Destructive", "Unknown");
        var function = new JsonObject { ["number"] = number, ["name"] = $"Function{number}x", ["danger"] = danger, ["sensitive"] = true };
        Maybe(function, "sizes", 10, () => new JsonObject { ["input"] = dice.Below(40), ["output"] = dice.Between(4, 40) });
        var own = Statuses(ownMask, dice.Below(4), isFirstSuccess: false);
        Maybe(function, "statuses", 2, () => own);
        Maybe(function, "vendorPayload", 8, () => true);
        if (!function.ContainsKey("sizes"))
        {
            Maybe(function, "input", dice.OneIn(8) ? int.MaxValue : 1, () => Layout([], isInput: true));
            Output(function);
        }

        var codes = familyStatuses.Concat(function.ContainsKey("statuses") ? own : []).Select(s => s!["code"]!.DeepClone()).ToList();
        Maybe(function, "fieldsWithStatus", 3, () => new JsonArray([.. codes.Where(_ => dice.OneIn(3))]));
        Maybe(function, "shortAnswers", 4, () => new JsonArray([.. Enumerable.Range(0, dice.Between(1, 2)).Select(_ => ShortAnswer(codes))]));
        return function;
    }

    private JsonObject ShortAnswer(List<JsonNode> codes)
    {
        var answer = new JsonObject { ["size"] = dice.Between(4, 40) };
        Maybe(answer, "status", 2, () => codes[dice.Below(codes.Count)].DeepClone());
        return answer;
    }

    private void Output(JsonObject function)
    {
        function["output"] = OutputLayout();
        if (dice.OneIn(3))
        {
            function["generation"] = "V9";
            function["generations"] = new JsonArray([.. Enumerable.Range(1, dice.Between(1, 3)).Select(i => Generation($"V{i}"))]);
        }
    }

    private JsonObject Generation(string name)
    {
        var output = OutputLayout();
        var generation = new JsonObject { ["name"] = name, ["output"] = output };
        var fields = output is JsonObject whole ? whole["fields"]!.AsArray() : output.AsArray();
        Maybe(generation, "evidence", 2, () => Conditions(Numbers(fields)));
        Maybe(generation, "functionsBelow", 3, () => dice.Between(1, 32));
        Maybe(generation, "statuses", 4, () => Statuses(0xFFFF, 2, isFirstSuccess: true));
        return generation;
    }

    private JsonNode OutputLayout() => Layout([new JsonObject { ["name"] = "Status", ["size"] = 4 }], isInput: false);

    private JsonNode Layout(List<JsonObject> fields, bool isInput)
    {
        for (var count = dice.Below(9); count > 0; count--)
        {
            fields.Add(Field(fields, isInput));
        }

        if (dice.OneIn(3) && !fields.Exists(f => f.ContainsKey("secret")) && EndOf(fields) is var end && end > 0)
        {
            fields.Add(Overlay(fields, isInput, end));
        }

        if (dice.OneIn(3))
        {
            fields.AddRange(Tail(fields, isInput));
        }

        var list = new JsonArray([.. fields]);
        return isInput && dice.OneIn(4) ? new JsonObject { ["requiresAny"] = dice.OneIn(2), ["fields"] = list } : list;
    }

    private JsonObject Field(List<JsonObject> fields, bool isInput) => dice.Below(10) switch
    {
        0 => new JsonObject { ["kind"] = "Reserved", ["size"] = dice.Between(1, 9) },
        1 or 2 => Bytes(fields, isInput),
        _ => Number(fields, isInput),
    };

    private JsonObject Number(List<JsonObject> fields, bool isInput, int most = 8)
    {
        var kind = dice.Of("Unsigned", "Unsigned", "Temperature", "Duration", "Enum", "Flags");
        kind = kind is "Temperature" or "Duration" && most < 4 ? "Unsigned" : kind;
        var size = kind switch { "Temperature" => 2, "Duration" => dice.Between(2, 4),
            "Flags" when most == 8 && dice.OneIn(6) => dice.Between(9, 64), _ => dice.Between(1, most) };
        var field = new JsonObject { ["name"] = Name("F"), ["kind"] = kind, ["size"] = size };
        var largest = size >= 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1;
        if (kind is "Enum" or "Flags")
        {
            var most2 = kind == "Flags" ? (ulong)((8 * size) - 1) : largest;
            field["words"] = Words(Enumerable.Range(0, dice.Between(1, 6))
                .Select(_ => kind == "Flags" ? (ulong)dice.Below(8 * size) : dice.Number(size)).Where(v => v <= most2));
        }

        Maybe(field, "otherWord", kind == "Enum" ? 3 : int.MaxValue, () => "Other word");
        Maybe(field, "notReported", size <= 8 ? 4 : int.MaxValue,
            () => Words(Enumerable.Range(0, dice.Between(1, 2)).Select(_ => dice.Number(size))));
        Maybe(field, "unit", kind == "Unsigned" ? 4 : int.MaxValue, () => "units");
        Maybe(field, "default", size <= 8 ? 5 : int.MaxValue, () => Spelled(dice.Number(size)));
        if (kind is "Unsigned" or "Duration" && dice.OneIn(4))
        {
            var limits = new[] { dice.Below(1 << 15), dice.Below(1 << 15) }.Select(l => Math.Min((ulong)l, largest)).Order().ToArray();
            (field["minimum"], field["maximum"]) = (limits[0], limits[1]);
        }

        if (kind == "Temperature" && dice.OneIn(4))
        {
            (field["minimum"], field["maximum"]) = (dice.Between(-400, 0), dice.Between(0, 400) + 0.5);
        }

        return Common(field, fields, isInput);
    }

    private JsonObject Bytes(List<JsonObject> fields, bool isInput)
    {
        var size = dice.Between(1, 40);
        var field = new JsonObject { ["name"] = Name("B"), ["kind"] = "Bytes", ["size"] = size };
        Maybe(field, "secret", isInput ? 4 : 12, () => true);
        var counters = Numbers(fields)
            .Where(f => (string?)f["kind"] == "Unsigned" && !f.ContainsKey("countsTail") && !IsCounting(fields, f)).ToList();
        Maybe(field, "countedBy", counters.Count > 0 ? 3 : int.MaxValue, () => (string)dice.Of(counters)["name"]!);
        if (Numbers(fields).ToList() is { Count: > 0 } numbers && dice.OneIn(4))
        {
            field["shorter"] = new JsonObject { ["when"] = Condition(dice.Of(numbers)), ["size"] = dice.Below(size + 1) };
        }

        return Common(field, fields, isInput);
    }

    private JsonObject Overlay(List<JsonObject> fields, bool isInput, int end)
    {
        var field = dice.OneIn(3) ? Bytes(fields, isInput) : Number(fields, isInput);
        field.Remove("secret");
        var size = SizeOf(field);
        if (size > end)
        {
            field = new JsonObject { ["name"] = Name("O"), ["size"] = 1 };
            size = 1;
        }

        (field["overlay"], field["offset"]) = (true, dice.Below(end - size + 1));
        return field;
    }

    private IEnumerable<JsonObject> Tail(List<JsonObject> fields, bool isInput)
    {
        var tail = new JsonObject { ["name"] = Name("T"), ["kind"] = dice.Of("Bytes", "Records") };
        if ((string?)tail["kind"] == "Bytes")
        {
            tail["tail"] = true;
        }
        else
        {
            var element = new List<JsonObject>();
            for (var count = dice.Between(1, 4); count > 0; count--)
            {
                element.Add(Field(element, isInput));
            }

            tail["element"] = new JsonArray([.. element]);
        }

        if (dice.OneIn(4))
        {
            return [Valid(tail, fields)];
        }

        var counter = new JsonObject { ["name"] = Name("C"), ["size"] = dice.Between(1, 8) };
        tail["countedBy"] = (string)counter["name"]!;
        Maybe(counter, "counts", 2, () => (string)tail["name"]!);
        return [counter, Valid(tail, fields)];
    }

    private JsonObject Common(JsonObject field, List<JsonObject> fields, bool isInput)
    {
        Maybe(field, "required", isInput ? 4 : int.MaxValue, () => true);
        Maybe(field, "reportedOnFailure", isInput ? int.MaxValue : 6, () => true);
        var numbers = Numbers(fields).ToList();
        Maybe(field, "sets", isInput && numbers.Count > 0 ? 4 : int.MaxValue, () => Bit(dice.Of(numbers)));
        return Valid(field, fields);
    }

    /// <summary>Only what stands before it is asked, so that no condition leads back to itself.</summary>
    private JsonObject Valid(JsonObject field, List<JsonObject> fields)
    {
        var numbers = Numbers(fields).ToList();
        Maybe(field, "validWhen", numbers.Count > 0 ? 3 : int.MaxValue, () => Conditions(numbers));
        return field;
    }

    private JsonNode Conditions(IEnumerable<JsonObject> numbers)
    {
        var all = numbers.ToList();
        return dice.OneIn(2) ? Condition(dice.Of(all))
            : new JsonArray([.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => Condition(dice.Of(all)))]);
    }

    private JsonObject Condition(JsonObject field)
    {
        var size = SizeOf(field);
        var condition = dice.Below(8) == 0 ? new JsonObject { ["field"] = (string)field["name"]!, ["never"] = true }
            : dice.OneIn(2) ? Bit(field)
            : Masked(field, size);
        Maybe(condition, "not", 4, () => true);
        return condition;
    }

    private JsonObject Bit(JsonObject field) => new() { ["field"] = (string)field["name"]!, ["bit"] = dice.Below(8 * SizeOf(field)) };

    private JsonObject Masked(JsonObject field, int size)
    {
        var condition = new JsonObject { ["field"] = (string)field["name"]! };
        var mask = dice.OneIn(2) ? dice.Number(size) | 1 : (ulong?)null;
        Maybe(condition, "mask", mask is null ? int.MaxValue : 1, () => Spelled(mask!.Value));
        condition["value"] = Spelled(dice.Number(size) & (mask ?? ulong.MaxValue));
        return condition;
    }

    private JsonNode Words(IEnumerable<ulong> values) =>
        new JsonObject(values.Distinct()
            .Select((v, i) => KeyValuePair.Create(dice.OneIn(2) ? $"0x{v:x}"
            : v.ToString(CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create($"Word {i} of {_names}"))));

    /// <summary>The fields that a condition may ask.</summary>
    private static IEnumerable<JsonObject> Numbers(IEnumerable<JsonNode?> fields) =>
        fields.OfType<JsonObject>()
            .Where(f => (string?)f["kind"] is null or "Unsigned" or "Temperature" or "Duration" or "Enum" or "Flags" && SizeOf(f) <= 8);

    private static bool IsCounting(List<JsonObject> fields, JsonObject counter) =>
        fields.Exists(f => (string?)f["countedBy"] == (string)counter["name"]!);

    private static int SizeOf(JsonObject field) => (int?)field["size"] ?? 2;

    private static int EndOf(List<JsonObject> fields) => fields.Where(f => !f.ContainsKey("overlay")).Sum(SizeOf);

    private string Name(string prefix) => $"{prefix}{++_names}";

    private JsonValue Spelled(ulong number) => dice.OneIn(2) || number > 1UL << 53 ? JsonValue.Create($"0x{number:x}")
        : JsonValue.Create(number);

    private void Maybe(JsonObject item, string name, int oneIn, Func<JsonNode?> value)
    {
        if (dice.OneIn(oneIn))
        {
            item[name] = value();
        }
    }
}
