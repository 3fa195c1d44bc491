using System.Globalization;
using System.Numerics;
using System.Text;
using NvdimmPS.Dsm.Schema;

namespace NvdimmPS.Dsm.Pages;

/// <summary>A layout as a table, then what its records are made of.</summary>
internal static class FieldTable
{
    public static void Write(StringBuilder page, DsmLayout layout)
    {
        var table =
            new MarkdownTable("Offset", "Size", "Field", "Kind", "Unit", "Range", "Values", "Valid when", "Not reported", "Meaning");
        foreach (var field in layout.Fields)
        {
            table.Add(
                Number((ulong)field.Offset) + BitsOf(field), SizeOf(field),
                field.Kind == DsmFieldKind.Reserved ? "*reserved*" : $"`{field.Name}`",
                field.Kind == DsmFieldKind.Reserved
                    ? null
                    : field.Kind.ToString(), field.Unit, Range(field), Values(field), Conditions(layout, field),
                string.Join("; ", field.NotReported.Select(w => $"{Hex(w.Value)}: {w.Word}")), Meaning(layout, field));
        }

        table.Write(page);
        if (layout.RequiresAny)
        {
            page.Append("At least one field must be given.\n\n");
        }

        foreach (var field in layout.Fields.Where(f => f.Element is not null))
        {
            page.Append(CultureInfo.InvariantCulture, $"Each of `{field.Name}`:\n\n");
            Write(page, field.Element!);
        }
    }

    /// <summary>Which bits of its bytes a field is.</summary>
    private static string BitsOf(DsmField field) => field.Bits is not { } bits ? string.Empty
        : bits.Width == 1 ? $", bit {bits.First}"
        : $", bits {bits.First} to {bits.First + bits.Width - 1}";

    private static string SizeOf(DsmField field) => !field.IsTail ? Number((ulong)field.Size) : field.Size == 1 ? "n" : $"{field.Size}·n";

    private static string? Range(DsmField field) => (field.Minimum, field.Maximum) switch
    {
        (null, null) => null,
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"up to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"from {least}"),
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
    };

    private static string Values(DsmField field)
    {
        var words = field.Words.Select(w => $"{(field.Kind == DsmFieldKind.Flags ? $"bit {w.Value}" : Number(w.Value))} {w.Word}");
        return string.Join(", ", field.OtherWord is null ? words : words.Append($"else {field.OtherWord}"));
    }

    private static string Conditions(DsmLayout layout, DsmField field) =>
        string.Join(" and ", field.ValidWhen.Select(c => Condition(layout, c)).Concat(field.Fis is { } fis ? [$"{fis}"] : []));

    /// <summary>A condition in the words of the field that it asks about.</summary>
    public static string Condition(DsmLayout layout, DsmCondition condition)
    {
        var field = layout.Find(condition.Field)!;
        var isBit = BitOperations.IsPow2(condition.Mask) && condition.Mask == condition.Value;
        return condition switch
        {
            { Mask: 0 } => "never in this version",
            _ when isBit && field.Kind == DsmFieldKind.Flags =>
                $"{field.Name} {(condition.Not ? "lacks" : "has")} "
                    + $"{FieldConversion.BitWord(field, BitOperations.TrailingZeroCount(condition.Mask))}",
            _ when (condition.Mask & FieldSchema.Largest(field)) == FieldSchema.Largest(field) =>
                $"{field.Name} {(condition.Not ? "≠" : "=")} "
                    + $"{field.Words.FirstOrDefault(w => w.Value == condition.Value)?.Word ?? Number(condition.Value)}",
            _ => $"{field.Name} & {Hex(condition.Mask)} {(condition.Not ? "≠" : "=")} {Hex(condition.Value)}",
        };
    }

    private static string Meaning(DsmLayout layout, DsmField field)
    {
        IEnumerable<string?> parts =
        [
            field.Description,
            field.Required ? "must be given" : null,
            field.Default != 0 ? $"{Hex(field.Default)} when not given" : null,
            field.Counts is { } counted ? $"counts `{counted}`" : null,
            field.CountedBy is { } counter ? $"counted by `{counter}`" : null,
            field.Sets.Count > 0 ? $"when given, {string.Join(" and ", field.Sets.Select(c => Condition(layout, c)))}" : null,
            field.IsOverlay ? "lies over other fields" : null,
            field.Shorter is { } shorter ? $"{shorter.Size} bytes when {Condition(layout, shorter.Condition)}" : null,
            field.ReportedOnFailure ? "reported on failures too" : null,
            field.IsSecret ? "never shown" : null,
        ];
        return string.Join("; ", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(ulong number) => $"0x{number:x}";
}
