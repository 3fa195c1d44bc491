using System.Numerics;
using NvdimmPS.Fuzz.Expected;

namespace NvdimmPS.Fuzz.Making;

/// <summary>
/// Makes payloads at which a table's every branch is taken: of about the right size, with the numbers that mean something in it.
/// </summary>
internal static class PayloadMaker
{
    private const int Longest = 600;

    /// <summary>An answer: most claim success, since most other status words end the reading at once.</summary>
    public static byte[] Answer(Dice dice, FunctionTable function)
    {
        var generation = function.Generations.Count > 0 && dice.OneIn(2) ? dice.Of(function.Generations) : null;
        var bytes = Payload(dice, generation?.Output ?? function.Output, function.Output?.FixedSize ?? function.OutputSize ?? 8);
        if (generation is not null && dice.OneIn(2))
        {
            generation.Evidence.ToList().ForEach(e => Satisfy(dice, generation.Output, e, bytes));
        }

        Put(bytes, 0, 4, Status(dice, function));
        return bytes;
    }

    /// <summary>An input.</summary>
    public static byte[] Input(Dice dice, FunctionTable function) =>
        Payload(dice, function.Input, function.Input?.FixedSize ?? function.InputSize ?? 8);

    private static byte[] Payload(Dice dice, LayoutTable? layout, int size)
    {
        var bytes = new byte[Length(dice, layout, size)];
        switch (dice.Below(4))
        {
            case 0:
                dice.Fill(bytes);
                break;
            case 1:
                Array.ForEach(dice.Bytes(1 + (bytes.Length / 8)),
                    at => bytes.AsSpan(dice.Below(bytes.Length + 1)..).SliceOrEmpty(1).Fill(at));
                break;
            default:
                dice.Fill(bytes);
                foreach (var field in layout?.Named ?? [])
                {
                    Fill(dice, layout!, field, bytes);
                }

                break;
        }

        return bytes;
    }

    private static int Length(Dice dice, LayoutTable? layout, int size)
    {
        var tail = layout?.Tail is { } field ? dice.Below(6) * field.Size + dice.Below(2) * dice.Below(field.Size) : 0;
        return dice.Below(8) switch
        {
            0 => dice.Below(Longest),
            1 => Math.Max(0, size - dice.Below(6)),
            2 => size + dice.Below(40),
            3 => dice.Below(size + 1),
            _ => size + tail,
        };
    }

    private static void Fill(Dice dice, LayoutTable layout, FieldTable field, byte[] bytes)
    {
        if (field.Element is { } element)
        {
            for (var at = field.Offset; at + field.Size <= bytes.Length; at += field.Size)
            {
                var record = bytes[at..(at + field.Size)];
                element.Named.ToList().ForEach(f => Fill(dice, element, f, record));
                record.CopyTo(bytes, at);
            }
        }

        if (field.ValidWhen.Count > 0 && dice.OneIn(2))
        {
            Satisfy(dice, layout, dice.Of(field.ValidWhen), bytes);
        }

        if (field.CountedBy is { } counter)
        {
            var room = field.IsTail ? Math.Max(0, bytes.Length - field.Offset) / field.Size : field.Size;
            var other = layout.Get(counter);
            Put(bytes, other.Offset, other.Size,
                dice.Below(5) switch { 0 => room + 1, 1 => dice.Number(other.Size), 2 => room, _ => dice.Below(room + 1) });
        }

        if (field.IsNumber && dice.Below(3) is var way and < 2)
        {
            Put(bytes, field, way == 0 && field.NotReported.Concat(field.Words).ToList() is { Count: > 0 } words
                ? field.Kind == "Flags" ? BigInteger.One << (int)BigInteger.Min(dice.Of(words).Value, 511) : dice.Of(words).Value
                : dice.Number(field.Size));
        }

        // Most answers say how long they are, and lie about it now and then.
        if (field.Within.Count > 0 && dice.OneIn(4))
        {
            var (name, start) = dice.Of(field.Within);
            var room = Math.Max(0, bytes.Length - start);
            Put(bytes, layout.Get(name),
                dice.Below(6) switch { 0 => dice.Number(4), 1 => dice.Below(room + 1), 2 => room + 1, _ => room });
        }
    }

    private static void Satisfy(Dice dice, LayoutTable layout, ConditionTable condition, byte[] bytes)
    {
        var field = layout.Get(condition.Field);
        var number = field.Offset + field.Size <= bytes.Length ? new BigInteger(bytes.AsSpan(field.Offset, field.Size), isUnsigned: true)
            : 0;
        number = field.Bits is var (first, _) ? number >> first : number;
        var wanted = condition.Not ? condition.Value ^ (condition.Mask & (BigInteger.One << dice.Below(8 * field.Size))) : condition.Value;
        Put(bytes, field, (number & ~condition.Mask) | (wanted & condition.Mask));
    }

    private static BigInteger Status(Dice dice, FunctionTable function) => dice.Below(8) switch
    {
        0 => dice.Number(4),
        1 when function.Statuses.Count > 0 => dice.Of(function.Statuses).Code,
        2 when function.FieldsWithStatus.Count > 0 => dice.Of(function.FieldsWithStatus),
        3 => dice.Of(function.FamilyStatuses).Code | (dice.OneIn(2) ? 0 : (uint)dice.Below(1 << 16) << 16),
        _ => 0,
    };

    /// <summary>A field's number, or its bits of what stands there.</summary>
    private static void Put(byte[] bytes, FieldTable field, BigInteger number)
    {
        if (field.Bits is var (first, count) && field.Offset + field.Size <= bytes.Length)
        {
            var mask = ((BigInteger.One << count) - 1) << first;
            number = (new BigInteger(bytes.AsSpan(field.Offset, field.Size), isUnsigned: true) & ~mask) | ((number << first) & mask);
        }

        Put(bytes, field.Offset, field.Size, number);
    }

    /// <summary>As much of a number as fits.</summary>
    private static void Put(byte[] bytes, int offset, int size, BigInteger number)
    {
        for (var i = offset; i < Math.Min(offset + size, bytes.Length); i++, number >>= 8)
        {
            bytes[i] = (byte)(number & 0xFF);
        }
    }

    private static Span<byte> SliceOrEmpty(this Span<byte> bytes, int length) => bytes[..Math.Min(length, bytes.Length)];
}
