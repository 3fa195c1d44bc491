using System.Numerics;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Fields in a file. What follows from the rest (offsets, the sizes of records) need not be written.</summary>
internal static class FieldSchema
{
    public static readonly SchemaTable<DsmField> Table = new("a field",
        new("name", (f, n) => f with { Name = n.Identifier() }, (w, f) => w.Text(f.Kind == DsmFieldKind.Reserved ? null : f.Name)),
        new("kind", (f, n) => f with { Kind = n.Choice<DsmFieldKind>() },
            (w, f) => w.Text(f.Kind == DsmFieldKind.Unsigned ? null : f.Kind.ToString())),
        new("size", (f, n) => f with { Size = (int)n.Whole(1, NdCommands.MaxLength) },
            (w, f) => w.Number(HasOwnSize(f) ? (ulong)f.Size : null)),
        new("offset", (f, n) => f with { Offset = (int)n.Whole(maximum: NdCommands.MaxLength) },
            (w, f) => w.Number(f.IsOverlay ? (ulong)f.Offset : null)),
        new("overlay", (f, n) => f with { IsOverlay = n.Flag() }, (w, f) => w.Flag(f.IsOverlay)),
        new("tail", (f, n) => f with { IsTail = n.Flag() }, (w, f) => w.Flag(f.IsTail && f.Kind == DsmFieldKind.Bytes)),
        new("bits", (f, n) => f with { Bits = BitsSchema.Table.Read(new FieldBits(0, 1), n) },
            (w, f) => w.Optional(f.Bits, BitsSchema.Table)),
        new("form", (f, n) => f with { Form = Form(n) }, (w, f) => w.Text(f.Form?.Name)),
        new("scale", (f, n) => f with { Scale = n.Whole(minimum: 2) }, (w, f) => w.Number(f.Scale == 1 ? null : f.Scale)),
        new("unit", (f, n) => f with { Unit = n.AnyText() }, (w, f) => w.Text(f.Unit == UsualUnit(f.Kind) ? null : f.Unit)),
        new("description", (f, n) => f with { Description = n.AnyText() }, (w, f) => w.Text(f.Description)),
        new("words", (f, n) => f with { Words = WordSchema.ReadDistinct(n, LargestWord(f)) }, (w, f) => WordSchema.Write(w, f.Words)),
        new("otherWord", (f, n) => f with { OtherWord = n.AnyText() }, (w, f) => w.Text(f.OtherWord)),
        new("ignored", (f, n) => f with { Ignored = Bits(n) }, (w, f) => WriteBits(w, f.Ignored)),
        new("notReported", (f, n) => f with { NotReported = WordSchema.Read(n, Largest(f)) }, (w, f) => WordSchema.Write(w, f.NotReported)),
        new("validWhen", (f, n) => f with { ValidWhen = Conditions(n) }, (w, f) => w.OneOrMore(f.ValidWhen, ConditionSchema.Table)),
        new("fis", (f, n) => f with { Fis = FisSchema.Read(n) }, (w, f) => w.Optional(f.Fis, FisSchema.Table)),
        new("within", (f, n) => f with { Within = [.. n.OneOrMore().Select(WithinSchema.Read)] },
            (w, f) => w.OneOrMore(f.Within, WithinSchema.Table)),
        new("reportedOnFailure", (f, n) => f with { ReportedOnFailure = n.Flag() }, (w, f) => w.Flag(f.ReportedOnFailure)),
        new("shorter", (f, n) => f with { Shorter = ShorterSchema.Read(n) }, ShorterSchema.Write),
        new("minimum", (f, n) => f with { Minimum = n.Number() }, (w, f) => w.Real(f.Minimum)),
        new("maximum", (f, n) => f with { Maximum = n.Number() }, (w, f) => w.Real(f.Maximum)),
        new("default", (f, n) => f with { Default = n.Whole(maximum: Largest(f)) }, (w, f) => w.Number(f.Default == 0 ? null : f.Default)),
        new("required", (f, n) => f with { Required = n.Flag() }, (w, f) => w.Flag(f.Required)),
        new("sets", (f, n) => f with { Sets = Conditions(n) }, (w, f) => w.OneOrMore(f.Sets, ConditionSchema.Table)),
        new("counts", (f, n) => f with { Counts = n.AnyText() }, (w, f) => w.Text(f.Counts)),
        new("countedBy", (f, n) => f with { CountedBy = n.AnyText() }, (w, f) => w.Text(f.CountedBy)),
        new("padded", (f, n) => f with { IsPadded = n.Flag() }, (w, f) => w.Flag(f.IsPadded)),
        new("secret", (f, n) => f with { IsSecret = n.Flag() }, (w, f) => w.Flag(f.IsSecret)),
        new("element", (f, n) => f with { Element = LayoutSchema.ReadElement(n) }, (w, f) => LayoutSchema.Write(w, f.Element)));

    /// <summary>A field on its own; how it stands to the others, <see cref="LayoutRules"/> says.</summary>
    public static DsmField Read(DataNode node)
    {
        var kind = node.Members().FirstOrDefault(m => m.Name == "kind")?.Choice<DsmFieldKind>() ?? DsmFieldKind.Unsigned;
        var isTail = kind == DsmFieldKind.Records || (kind == DsmFieldKind.Bytes && node["tail"]?.Flag() == true);
        var field = Table.Read(new DsmField
        {
            Name = string.Empty,
            Kind = kind,
            IsTail = isTail,
            Size = kind == DsmFieldKind.Temperature ? sizeof(ushort) : isTail ? 1
                : (int)(node["size"]?.Whole(1, NdCommands.MaxLength) ?? 0),
            Unit = UsualUnit(kind),
        }, node);
        if (kind == DsmFieldKind.Reserved)
        {
            field = field with { Name = "Reserved" };
        }

        if (field.Element is { } element && node["size"] is null)
        {
            field = field with { Size = element.FixedSize };
        }

        FieldRules.Check(field, node);
        return field;
    }

    /// <summary>The largest raw value that a field's bytes hold, or its bits of them.</summary>
    public static ulong Largest(DsmField field) => field.Bits is { } bits ? bits.Take(ulong.MaxValue)
        : field.Size >= sizeof(ulong) ? ulong.MaxValue
        : (1UL << (8 * field.Size)) - 1;

    /// <summary>A mask's words are of bits.</summary>
    private static ulong LargestWord(DsmField field) => field.Kind == DsmFieldKind.Flags
        ? (ulong)Math.Max(0, (8 * field.Size) - 1)
        : Largest(field);

    private static FieldForm Form(DataNode node) => FieldForms.All.FirstOrDefault(f => f.Name == node.AnyText())
        ?? throw node.Wrong($"there is no form '{Suggestion.Shown(node.AnyText())}'",
            Suggestion.For(node.AnyText(), [.. FieldForms.All.Select(f => f.Name)]));

    private static ulong Bits(DataNode node) => node.Items().Aggregate(0UL, (mask, bit) => mask | (1UL << (int)bit.Whole(maximum: 63)));

    private static void WriteBits(SchemaWriter writer, ulong mask)
    {
        if (mask == 0)
        {
            return;
        }

        writer.Json.WriteStartArray(writer.Name);
        for (; mask != 0; mask &= mask - 1)
        {
            writer.Json.WriteNumberValue(BitOperations.TrailingZeroCount(mask));
        }

        writer.Json.WriteEndArray();
    }

    private static DsmCondition[] Conditions(DataNode node) => [.. node.OneOrMore().Select(ConditionSchema.Read)];

    private static bool HasOwnSize(DsmField field) => !field.IsTail && field.Kind != DsmFieldKind.Temperature;

    private static string? UsualUnit(DsmFieldKind kind) => kind switch
    {
        DsmFieldKind.Temperature => "°C",
        DsmFieldKind.Duration => "ms",
        _ => null,
    };
}
