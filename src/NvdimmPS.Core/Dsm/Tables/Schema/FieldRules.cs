using NvdimmPS.Files;
using Kind = NvdimmPS.Dsm.DsmFieldKind;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What a field on its own must keep to, so that decoder and encoder need not ask.</summary>
internal static class FieldRules
{
    private const int MostFlags = 64;
    private const double MostCelsius = 0x7FFF / 16.0, MostMilliseconds = 0x7FFF * 1000.0;

    private static Kind[] Numbers => [Kind.Unsigned, Kind.Temperature, Kind.Duration, Kind.Enum, Kind.Flags];

    /// <summary>The properties that not every kind has.</summary>
    private static readonly Dictionary<string, Kind[]> Kinds = new()
    {
        ["name"] = [.. Numbers, Kind.Bytes, Kind.Records],
        ["overlay"] = [.. Numbers, Kind.Bytes],
        ["tail"] = [Kind.Bytes, Kind.Records],
        ["bits"] = [Kind.Unsigned, Kind.Enum],
        ["form"] = [Kind.Unsigned, Kind.Bytes],
        ["scale"] = [Kind.Unsigned],
        ["ignored"] = [Kind.Flags],
        ["fis"] = [.. Numbers, Kind.Bytes, Kind.Records],
        ["within"] = [.. Numbers, Kind.Bytes, Kind.Records],
        ["padded"] = [Kind.Records],
        ["unit"] = [Kind.Unsigned, Kind.Temperature, Kind.Duration, Kind.Bytes],
        ["words"] = [Kind.Enum, Kind.Flags],
        ["otherWord"] = [Kind.Enum],
        ["notReported"] = Numbers,
        ["validWhen"] = [.. Numbers, Kind.Bytes, Kind.Records],
        ["reportedOnFailure"] = [.. Numbers, Kind.Bytes],
        ["shorter"] = [Kind.Bytes],
        ["minimum"] = [Kind.Unsigned, Kind.Temperature, Kind.Duration],
        ["maximum"] = [Kind.Unsigned, Kind.Temperature, Kind.Duration],
        ["default"] = Numbers,
        ["required"] = [.. Numbers, Kind.Bytes, Kind.Records],
        ["sets"] = [.. Numbers, Kind.Bytes],
        ["counts"] = [Kind.Unsigned],
        ["countedBy"] = [Kind.Bytes, Kind.Records],
        ["secret"] = [Kind.Bytes],
        ["element"] = [Kind.Records],
    };

    /// <exception cref="NvdimmException">It does not.</exception>
    public static void Check(DsmField field, DataNode node)
    {
        foreach (var member in node.Children)
        {
            if (Kinds.TryGetValue(member.Name!, out var kinds) && !kinds.Contains(field.Kind))
            {
                throw member.Wrong($"a field of kind {field.Kind} has no '{member.Name}'",
                    $"Leave it out, or make it one of {string.Join(", ", kinds)}.");
            }
        }

        if (field.Name.Length == 0)
        {
            throw node.Wrong("the field has no name", "Add \"name\": …, or \"kind\": \"Reserved\" where nobody needs it.");
        }

        CheckSize(field, node);
        CheckPlace(field, node);
        CheckForm(field, node);
        CheckValues(field, node);
    }

    /// <summary>What vendor commands write besides plain numbers and bytes.</summary>
    private static void CheckForm(DsmField field, DataNode node)
    {
        if (field.Bits is { } bits && (field.Size > sizeof(ulong) || bits.First + bits.Width > 8 * field.Size))
        {
            throw node.Wrong("bits", $"{field.Name} has {8 * field.Size} bits, and its bits end at {bits.First + bits.Width}",
                "Correct the bits, or the size.");
        }

        if (field.Form is { } form && (field.Kind != form.Kind || field.IsTail || (form.Size ?? field.Size) != field.Size))
        {
            throw node.Wrong("form", $"a {form.Name} is of kind {form.Kind} and has {(form.Size is { } size ? $"{size} bytes" : "a size")}",
                "Correct the kind and the size, or leave the form out.");
        }

        if (field.Form is not null
            && (node["bits"] ?? node["scale"] ?? node["notReported"] ?? node["shorter"] ?? node["countedBy"]) is { } other)
        {
            throw other.Wrong($"{field.Name} is read by its form alone", "Leave it out, or the form.");
        }

        if (field.Scale > 1 && FieldSchema.Largest(field) > ulong.MaxValue / field.Scale)
        {
            throw node.Wrong("scale", $"{field.Name} would be more than 64 bits hold", "Correct the scale, or the size.");
        }

        if (field.Ignored != 0 && (field.Size > sizeof(ulong) || field.Ignored > FieldSchema.Largest(field)))
        {
            throw node.Wrong("ignored", $"{field.Name} has {8 * field.Size} bits, and the largest mask of which bits are ignored has 64",
                "Correct the bits, or the size.");
        }

        if (field is { IsPadded: true, CountedBy: not null })
        {
            throw node.Wrong("padded", $"{field.Name} is counted, so it does not end at zeros", "Leave one of them out.");
        }
    }

    private static void CheckSize(DsmField field, DataNode node)
    {
        if (field is { Kind: Kind.Records, Element: null })
        {
            throw node.Wrong($"{field.Name} does not say what its records are", "Add \"element\": [ … ], the fields of one record.");
        }

        if (field.Size == 0)
        {
            throw node.Wrong($"{field.Name} has no size", "Add \"size\": …, in bytes.");
        }

        var (reason, next) = field switch
        {
            { Kind: Kind.Unsigned or Kind.Enum, Size: > sizeof(ulong) } =>
                ($"{field.Name} has {Plural.Of(field.Size, "byte")}, and a number has 1 to 8", "Use kind Bytes for more."),
            { Kind: Kind.Flags, Size: > MostFlags } =>
                ($"{field.Name} has {Plural.Of(field.Size, "byte")}, and a mask has 1 to {MostFlags}", "Use kind Bytes for more."),
            { Kind: Kind.Temperature, Size: not sizeof(ushort) } =>
                ($"{field.Name} has {Plural.Of(field.Size, "byte")}, and a temperature has 2", "Leave the size out."),
            { Kind: Kind.Duration, Size: < sizeof(ushort) or > sizeof(uint) } =>
                ($"{field.Name} has {Plural.Of(field.Size, "byte")}, and a duration has 2 to 4", "Give it one of these sizes."),
            { Kind: Kind.Bytes, IsTail: true, Size: not 1 } => ($"{field.Name} has no fixed end, so it has no size", "Leave the size out."),
            { Element: { } element } when element.FixedSize != field.Size =>
                ($"a record of {field.Name} has {Plural.Of(element.FixedSize, "byte")}, not {field.Size}",
                    "Leave the size out: it follows from the element."),
            _ => (null, string.Empty),
        };
        if (reason is not null)
        {
            throw node.Wrong("size", reason, next);
        }
    }

    private static void CheckPlace(DsmField field, DataNode node)
    {
        if (field.IsOverlay && (node["offset"] is null || field.IsTail))
        {
            throw node.Wrong("overlay", $"{field.Name} lies over others, but does not say where", "Give it an \"offset\" and a size.");
        }

        if (field.IsTail && (node["reportedOnFailure"] ?? node["shorter"]) is { } condition)
        {
            throw condition.Wrong($"{field.Name} has no fixed end, and is read as far as it is there",
                "Leave the condition out, or count it by another field.");
        }
    }

    private static void CheckValues(DsmField field, DataNode node)
    {
        if (field is { Kind: Kind.Enum, Words.Count: 0 })
        {
            throw node.Wrong("words", $"{field.Name} has no words", "Add \"words\": [ \"Off\", \"On\" ], or make it Unsigned.");
        }

        var (least, most) = field.Kind switch
        {
            Kind.Temperature => (-MostCelsius, MostCelsius),
            Kind.Duration => (0, MostMilliseconds),
            _ => (0, (double)FieldSchema.Largest(field)),
        };
        foreach (var (name, limit) in new[] { ("minimum", field.Minimum), ("maximum", field.Maximum) })
        {
            if (limit is { } value && !(value >= least && value <= most && (field.Kind == Kind.Temperature || value == Math.Floor(value))))
            {
                throw node.Wrong(name, FormattableString.Invariant($"{field.Name} cannot be {value}: its bytes hold {least} to {most}"),
                    "Correct the limit, or the size.");
            }
        }

        if (field.Size > sizeof(ulong) && (node["notReported"] ?? node["default"]) is { } ofNumbers)
        {
            throw ofNumbers.Wrong($"{field.Name} has {Plural.Of(field.Size, "byte")}, and this is for numbers of up to 8", "Leave it out.");
        }

        if (field.Minimum > field.Maximum)
        {
            throw node.Wrong("minimum", FormattableString.Invariant($"the minimum {field.Minimum} is above the maximum {field.Maximum}"),
                "Exchange them.");
        }

        if (field.Shorter is { } shorter && shorter.Size > field.Size)
        {
            throw node.Wrong("shorter", $"{Plural.Of(shorter.Size, "byte")}: not shorter than {field.Size}", "Correct the size.");
        }
    }
}
