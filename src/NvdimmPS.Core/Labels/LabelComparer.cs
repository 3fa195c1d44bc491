using System.Globalization;

namespace NvdimmPS.Labels;

/// <summary>Says where two areas differ, in fields where both have them, else in bytes.</summary>
internal static class LabelComparer
{
    private const int Line = 256;

    /// <summary>The differences, by their place.</summary>
    /// <param name="target">What the second area is called.</param>
    /// <param name="reference">The first area.</param>
    /// <param name="difference">The second one.</param>
    public static IEnumerable<NvdimmLabelDifference> Compare(string target, byte[] reference, byte[] difference)
    {
        if (reference.Length != difference.Length)
        {
            return [new NvdimmLabelDifference
            {
                Target = target, Part = "area", Field = "Size", Offset = 0, Length = 0,
                Reference = reference.Length.ToString(CultureInfo.InvariantCulture),
                Difference = difference.Length.ToString(CultureInfo.InvariantCulture),
            }];
        }

        var (first, second) = (Layout(reference), Layout(difference));
        return first.LabelSize == second.LabelSize && first.Fits ? InParts(target, reference, difference, first)
            : first.IndexSize == second.IndexSize && first.Fits
                ? Indexes(target, reference, difference, first)
                    .Concat(Bytes(target, "area", reference, difference, first.LabelOffset, reference.Length - first.LabelOffset))
                : Bytes(target, "area", reference, difference, 0, reference.Length);
    }

    private static LabelLayout Layout(byte[] area) => LabelIndexes.Find(area)?.Layout ?? LabelDecoder.Guess(area);

    private static IEnumerable<NvdimmLabelDifference> Indexes(string target, byte[] reference, byte[] difference, LabelLayout layout) =>
        Enumerable.Range(0, 2).SelectMany(i => Fields(target, string.Create(CultureInfo.InvariantCulture, $"index {i}"), reference,
            difference, layout.IndexOffset(i), LabelField.OfIndex(layout.IndexSize)));

    private static IEnumerable<NvdimmLabelDifference> InParts(string target, byte[] reference, byte[] difference, LabelLayout layout)
    {
        foreach (var found in Indexes(target, reference, difference, layout))
        {
            yield return found;
        }

        var used = Used(reference).Union(Used(difference)).ToHashSet();
        for (var slot = 0; slot < layout.Slots; slot++)
        {
            var (start, part) = (layout.SlotOffset(slot), string.Create(CultureInfo.InvariantCulture, $"slot {slot}"));
            var (a, b) = (Form(reference, start, layout), Form(difference, start, layout));
            foreach (var found in used.Contains(slot) && a == b
                ? Fields(target, part, reference, difference, start, LabelField.OfLabel(a))
                : Bytes(target, part, reference, difference, start, layout.LabelSize))
            {
                yield return found;
            }
        }

        foreach (var found in Bytes(target, "area", reference, difference, layout.SlotOffset(layout.Slots),
            reference.Length - layout.SlotOffset(layout.Slots)))
        {
            yield return found;
        }
    }

    private static LabelForm Form(byte[] area, int start, LabelLayout layout) => new LabelEntry(area.AsSpan(start, layout.LabelSize)).Form;

    private static List<int> Used(byte[] area) =>
        LabelIndexes.Find(area) is var (layout, current) ? LabelState.Used(area, layout, current) : [];

    private static IEnumerable<NvdimmLabelDifference> Fields(string target, string part, byte[] reference, byte[] difference, int start,
        IReadOnlyList<LabelField> fields)
    {
        foreach (var field in fields)
        {
            var at = start + field.Offset;
            var (a, b) = (reference.AsSpan(at, field.Length).ToArray(), difference.AsSpan(at, field.Length).ToArray());
            if (field.Kind == LabelFieldKind.Bytes && field.Length > sizeof(ulong))
            {
                foreach (var run in Bytes(target, part, reference, difference, at, field.Length, field.Name))
                {
                    yield return run;
                }
            }
            else if (!a.AsSpan().SequenceEqual(b))
            {
                yield return new NvdimmLabelDifference
                {
                    Target = target, Part = part, Field = field.Name, Offset = at, Length = field.Length,
                    Reference = field.Show(reference.AsSpan(start)), Difference = field.Show(difference.AsSpan(start)),
                    ReferenceBytes = a, DifferenceBytes = b,
                };
            }
        }
    }

    private static IEnumerable<NvdimmLabelDifference> Bytes(string target, string part, byte[] reference, byte[] difference, int start,
        int length, string field = "Bytes")
    {
        for (var at = start; at < start + length; at += Line)
        {
            var size = Math.Min(Line, start + length - at);
            var a = reference.AsSpan(at, size);
            var b = difference.AsSpan(at, size);
            var prefix = a.CommonPrefixLength(b);
            if (prefix == size)
            {
                continue;
            }

            var end = size;
            while (a[end - 1] == b[end - 1])
            {
                end--;
            }

            yield return new NvdimmLabelDifference
            {
                Target = target, Part = part, Field = field, Offset = at + prefix, Length = end - prefix,
                Reference = LabelField.Hex(a[prefix..end]), Difference = LabelField.Hex(b[prefix..end]),
                ReferenceBytes = a[prefix..end].ToArray(), DifferenceBytes = b[prefix..end].ToArray(),
            };
        }
    }
}
