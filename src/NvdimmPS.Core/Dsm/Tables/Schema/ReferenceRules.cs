using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What one field says of others of its layout.</summary>
internal sealed class ReferenceRules(Dictionary<string, DsmField> names)
{
    public static ReferenceRules For(DsmLayout layout) =>
        new(layout.Fields.Where(f => f.Kind != DsmFieldKind.Reserved).ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The field with the others' names as they are declared.</summary>
    /// <exception cref="NvdimmException">There is no such field, or it cannot be meant.</exception>
    public DsmField Resolve(DsmField field, DataNode node) => field with
    {
        ValidWhen = [.. field.ValidWhen.Select(c => Condition(c, node["validWhen"]!))],
        Within = [.. field.Within.Select(w => (Number(w.Field, node["within"]!).Name, w.Start))],
        Sets = [.. field.Sets.Select(c => Sets(c, node["sets"]!))],
        Shorter = field.Shorter is { } shorter ? (Condition(shorter.Condition, node["shorter"]!), shorter.Size) : null,
        CountedBy = field.CountedBy is { } counter ? CountedBy(field, counter, node["countedBy"]!) : null,
        Counts = field.Counts is { } counted ? Counts(field, counted, node["counts"]!) : null,
    };

    /// <summary>A condition with the field's name as it is declared.</summary>
    /// <exception cref="NvdimmException">There is no such field, or the condition can never hold.</exception>
    public DsmCondition Condition(DsmCondition condition, DataNode node)
    {
        var other = Number(condition.Field, node);
        if (condition.Mask == 0)
        {
            return condition with { Field = other.Name };
        }

        if (condition.Mask != ulong.MaxValue && condition.Mask > FieldSchema.Largest(other))
        {
            throw node.Wrong($"'{other.Name}' has {8 * other.Size} bits, and the condition asks for another",
                "Correct the bit, or the mask.");
        }

        return (condition.Value & ~condition.Mask) == 0 && condition.Value <= FieldSchema.Largest(other)
            ? condition with { Field = other.Name }
            : throw node.Wrong($"'{other.Name}' can never have the value {SchemaWriter.HexOf(condition.Value)} under that mask",
                "Correct the value, or the mask.");
    }

    private DsmCondition Sets(DsmCondition condition, DataNode node) => condition.Mask is 0 or ulong.MaxValue || condition.Not
        ? throw node.Wrong("it does not say which bits are set", "Say \"bit\": 0, or a mask and a value.")
        : Condition(condition, node);

    private string CountedBy(DsmField field, string name, DataNode node)
    {
        var counter = Number(name, node);
        return counter.Counts is null || Same(counter.Counts, field.Name)
            ? counter.Name
            : throw node.Wrong($"'{counter.Name}' counts '{Suggestion.Shown(counter.Counts)}', not '{field.Name}'",
                "A counter counts one field.");
    }

    private string Counts(DsmField field, string name, DataNode node)
    {
        var counted = Field(name, node);
        if (Same(counted.Counts, field.Name))
        {
            throw node.Wrong(counted == field
                ? $"'{field.Name}' counts itself"
                : $"'{field.Name}' and '{counted.Name}' count each other, in a circle", "What is counted is bytes or records.");
        }

        if (!counted.IsTail || field.IsOverlay)
        {
            throw node.Wrong($"'{field.Name}' cannot count '{counted.Name}': a counter counts the bytes or records without a fixed end",
                "Leave it out, or make the other field a tail.");
        }

        return counted.CountedBy is null || Same(counted.CountedBy, field.Name)
            ? counted.Name
            : throw node.Wrong($"'{counted.Name}' is counted by '{Suggestion.Shown(counted.CountedBy)}'", "Let both name each other.");
    }

    private DsmField Number(string name, DataNode node)
    {
        var field = Field(name, node);
        return field.Kind is DsmFieldKind.Bytes or DsmFieldKind.Records || field.Size > sizeof(ulong)
            ? throw node.Wrong($"'{field.Name}' is no number", "Name a field of kind Unsigned, Enum or Flags, of up to 8 bytes.")
            : field;
    }

    private DsmField Field(string name, DataNode node) => names.TryGetValue(name, out var field)
        ? field
        : throw node.Wrong($"there is no field '{Suggestion.Shown(name)}' in this layout",
            names.Count == 0 ? "Add it." : Suggestion.For(name, names.Keys));

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
