using System.Numerics;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Writes payloads by a table, in plain arithmetic.</summary>
internal static class RequestWriter
{
    /// <summary>The bytes of given fields; null where they must be refused.</summary>
    /// <param name="layout">The table.</param>
    /// <param name="given">The raw bytes of each field that is given, not filled up yet.</param>
    public static byte[]? Write(LayoutTable layout, IReadOnlyDictionary<FieldTable, byte[]> given)
    {
        if (layout.Fields.Any(f => f.IsRequired && !given.ContainsKey(f)) || (layout.RequiresAny && given.Count == 0))
        {
            return null;
        }

        var tail = layout.Tail is { } last ? given.GetValueOrDefault(last, []) : [];
        var bytes = new byte[layout.FixedSize + tail.Length];
        tail.CopyTo(bytes, layout.FixedSize);
        foreach (var field in layout.Named.Where(f => !f.IsTail).OrderBy(f => f.IsOverlay))
        {
            if (given.TryGetValue(field, out var raw))
            {
                bytes.AsSpan(field.Offset, field.Size).Clear();
                raw.CopyTo(bytes, field.Offset);
            }
            else if (field.IsNumber && !field.IsOverlay)
            {
                Put(bytes, field, CountOf(layout, field, given) ?? SetBy(given.Keys, field) ?? field.Default);
            }
        }

        return Agrees(layout, given) ? bytes : null;
    }

    /// <summary>Whether the product must send it: the counts in it are those of what there is.</summary>
    public static bool IsSendable(FunctionTable function, byte[] bytes)
    {
        if (function.Input is not { } layout)
        {
            return function.InputSize is not { } size || size == bytes.Length;
        }

        if (bytes.Length < layout.FixedSize || (layout.Tail is null && bytes.Length > layout.FixedSize))
        {
            return false;
        }

        var counter = layout.Tail is { CountedBy: { } name } ? layout.Get(name) : null;
        return (counter is null || Number(bytes, counter.Offset, counter.Size) == (bytes.Length - layout.FixedSize) / layout.Tail!.Size)
            && (function.Legacy is not ("get_data" or "set_data") || Number(bytes, 4, 4) != 0);
    }

    private static bool Agrees(LayoutTable layout, IReadOnlyDictionary<FieldTable, byte[]> given) => layout.Fields
        .Where(f => f.Counts is not null && given.ContainsKey(f))
        .All(f => new BigInteger(given[f], isUnsigned: true) == Count(layout.Get(f.Counts!), given));

    private static BigInteger? CountOf(LayoutTable layout, FieldTable field, IReadOnlyDictionary<FieldTable, byte[]> given) =>
        layout.Named.FirstOrDefault(f => f.Name == field.Counts || (field.Counts is null && f.CountedBy == field.Name)) is { } counted
            ? Count(counted, given) : null;

    private static BigInteger Count(FieldTable counted, IReadOnlyDictionary<FieldTable, byte[]> given) =>
        given.GetValueOrDefault(counted, []).Length / (counted.IsTail ? counted.Size : 1);

    /// <summary>The bits that other fields set by being given; null where none has anything to do with this field.</summary>
    private static BigInteger? SetBy(IEnumerable<FieldTable> given, FieldTable field) =>
        given.SelectMany(f => f.Sets).Where(s => s.Field == field.Name).ToList() is { Count: > 0 } bits
            ? bits.Aggregate(BigInteger.Zero, (all, bit) => all | (bit.Value & bit.Mask))
            : null;

    private static void Put(byte[] bytes, FieldTable field, BigInteger number)
    {
        for (var i = field.Offset; i < field.Offset + field.Size; i++, number >>= 8)
        {
            bytes[i] = (byte)(number & 0xFF);
        }
    }

    private static BigInteger Number(byte[] bytes, int offset, int size) => new(bytes.AsSpan(offset, size), isUnsigned: true);
}
