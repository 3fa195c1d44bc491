using System.Collections;
using System.Globalization;
using System.Numerics;
using NvdimmPS.Fuzz.Expected;

namespace NvdimmPS.Fuzz.Making;

/// <summary>A value as a person gives it, and the bytes that it must become; null where it must be refused.</summary>
internal sealed record Argument(object? Value, byte[]? Raw);

/// <summary>Makes values for fields, in every spelling that the product takes, and some that it must not take.</summary>
internal static class ArgumentMaker
{
    private const int LargestMagnitude = 0x7FFF;

    /// <summary>A value that means something; it may be out of range.</summary>
    public static Argument Make(Dice dice, FieldTable field)
    {
        var argument = field.Kind switch
        {
            "Temperature" => Temperature(dice, field),
            "Duration" => Duration(dice, field),
            "Enum" => Word(dice, field),
            "Flags" => Mask(dice, field),
            "Bytes" => Bytes(dice, field),
            "Records" => Records(dice, field),
            _ => Unsigned(dice, field),
        };

        // What stands for "not given" cannot be given.
        return argument.Raw is { Length: <= sizeof(ulong) } raw
            && field.NotReported.Any(n => n.Value == new BigInteger(raw, isUnsigned: true))
            ? argument with { Raw = null } : argument;
    }

    /// <summary>Anything at all.</summary>
    public static object? Anything(Dice dice, int depth = 0) => dice.Below(depth > 3 ? 14 : 18) switch
    {
        0 => null,
        1 => dice.OneIn(2),
        2 => (sbyte)dice.Number(1),
        3 => dice.Number(8),
        4 => (long)dice.Number(8),
        5 => (int)dice.Number(4),
        6 => dice.Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e300, 1e19, 18446744073709551615.0, -1, 0.5,
            4.2e-320),
        7 => dice.Of(decimal.MaxValue, decimal.MinValue, 0.1m, -0.0m, 18446744073709551616m),
        8 => (float)dice.Number(3),
        9 => dice.Bytes(dice.Below(80)),
        10 => dice.Text("0123456789abcdefxX :-,_+.eE\0é", dice.Below(40)),
        11 => dice.Of<object>('a', DBNull.Value, Guid.Empty, DateTime.MinValue, TimeSpan.MaxValue, DayOfWeek.Friday, new Uri("http://x"),
            BigInteger.Pow(10, 30), new object(), (nint)1),
        12 => dice.Of("Bit63", "Bit-1", "Bit", "Unknown (", "Unknown (0x", "Unknown ()", "Unknown (0xff)", "None", "0x", "-1", " ", "",
            "\u202E", "0x1FFFFFFFFFFFFFFFF", "１"),
        13 => dice.Text("\u0000\u001b[31m\n\r\u0085\u2028", 6),
        14 => Enumerable.Range(0, dice.Below(5)).Select(_ => Anything(dice, depth + 1)).ToArray(),
        15 => new ArrayList(Enumerable.Range(0, dice.Below(5)).Select(_ => Anything(dice, depth + 1)).ToArray()),
        16 => Enumerable.Range(0, dice.Below(3)).ToDictionary(i => $"Key{i}", _ => Anything(dice, depth + 1)),
        _ => new Hashtable { ["Name"] = Anything(dice, depth + 1), [dice.Below(9)] = Anything(dice, depth + 1) },
    };

    private static Argument Unsigned(Dice dice, FieldTable field)
    {
        var number = dice.Number(dice.OneIn(6) ? sizeof(ulong) : field.Size);
        return new Argument(Spelled(dice, number), Limited(field, number) ? Raw(number, field.Size) : null);
    }

    private static bool Limited(FieldTable field, ulong number) =>
        number <= field.Largest && (field.Minimum is not { } least || number >= least) && (field.Maximum is not { } most || number <= most);

    private static Argument Temperature(Dice dice, FieldTable field)
    {
        var sixteenths = dice.Below(3) switch
        {
            0 => dice.Between(-2, 2),
            1 => dice.Between(-200 * 16, 200 * 16),
            _ => dice.Between(-LargestMagnitude - 40, LargestMagnitude + 40),
        };
        var degrees = sixteenths / 16.0;
        object spelled = dice.Below(4) switch
        {
            0 => degrees.ToString("R", CultureInfo.InvariantCulture),
            1 => (decimal)degrees,
            2 when sixteenths % 16 == 0 => sixteenths / 16,
            3 => (float)degrees,
            _ => degrees,
        };
        var fits = Math.Abs(sixteenths) <= LargestMagnitude && degrees >= (field.Minimum ?? double.MinValue)
            && degrees <= (field.Maximum ?? double.MaxValue);
        return new Argument(spelled, fits ? Raw((uint)Math.Abs(sixteenths) | (sixteenths < 0 ? 0x8000u : 0), field.Size) : null);
    }

    private static Argument Duration(Dice dice, FieldTable field)
    {
        const ulong most = 0x7FFF;
        var milliseconds = dice.Below(4) switch
        {
            0 => dice.Number(2),
            1 => most + (ulong)dice.Below(3),
            2 => 1000 * (ulong)dice.Below(0x8002),
            _ => dice.Number(4),
        };
        ulong? raw = milliseconds <= most ? milliseconds : milliseconds % 1000 == 0 && milliseconds / 1000 <= most
            ? 0x8000 | (milliseconds / 1000) : null;
        var fits = (field.Minimum is not { } least || milliseconds >= least) && (field.Maximum is not { } limit || milliseconds <= limit);
        return new Argument(Spelled(dice, milliseconds), fits && raw is { } number ? Raw(number, field.Size) : null);
    }

    private static Argument Word(Dice dice, FieldTable field)
    {
        var word = dice.Of(field.Words);
        var isTrue = dice.OneIn(2);
        return dice.Below(5) switch
        {
            0 => new Argument(isTrue, field.Words.Any(w => w.Value == (isTrue ? 1 : 0)) ? Raw(isTrue ? 1u : 0, field.Size) : null),
            1 when dice.Number(field.Size) is var number =>
                new Argument(Whole(dice, number), field.Words.Any(w => w.Value == number) ? Raw(number, field.Size) : null),
            2 => new Argument("NoSuchWord", null),
            3 => new Argument(Recased(dice, word.Word), Raw((ulong)word.Value, field.Size)),
            _ => new Argument(Whole(dice, (ulong)word.Value), Raw((ulong)word.Value, field.Size)),
        };
    }

    private static Argument Mask(Dice dice, FieldTable field)
    {
        if (dice.OneIn(3))
        {
            var number = dice.Number(dice.OneIn(4) ? sizeof(ulong) : field.Size);
            return new Argument(Whole(dice, number), number <= field.Largest ? Raw(number, field.Size) : null);
        }

        var bits = dice.Some(Enumerable.Range(0, 8 * field.Size)).Take(12).ToList();
        var words = bits.ConvertAll(bit => Recased(dice, field.Words.FirstOrDefault(w => w.Value == bit)?.Word ?? $"Bit{bit}"));
        var raw = new byte[field.Size];
        bits.ForEach(bit => raw[bit / 8] |= (byte)(1 << (bit % 8)));
        if (dice.OneIn(8))
        {
            words.Add($"Bit{8 * field.Size}");
            return new Argument(words.ToArray(), null);
        }

        return new Argument(dice.OneIn(2) && words.Count > 0 && !words.Exists(w => w.AsSpan().ContainsAny(' ', ','))
            ? string.Join(dice.Of(",", ", ", " "), words) : words.ToArray<object>(), raw);
    }

    private static Argument Bytes(Dice dice, FieldTable field)
    {
        var mayBeShorter = field.IsTail || field.IsSecret || field.CountedBy is not null;
        var bytes = dice.Bytes(field.IsTail ? dice.Below(40)
            : dice.Below(4) switch { 0 => dice.Below(field.Size + 1), 1 => field.Size + 1, _ => field.Size });
        object spelled = dice.Below(4) switch
        {
            0 => string.Join(dice.Of("", " ", ":", "-", ", 0x"), bytes
                .Select(b => b.ToString(dice.Of("x2", "X2"), CultureInfo.InvariantCulture))),
            1 => bytes.Select(b => (object)(int)b).ToArray(),
            2 => new ArrayList(bytes),
            _ => bytes,
        };
        return new Argument(spelled, field.IsTail || bytes.Length == field.Size || (mayBeShorter && bytes.Length < field.Size) ? bytes
            : null);
    }

    private static Argument Records(Dice dice, FieldTable field)
    {
        var elements = Enumerable.Range(0, dice.Below(5)).Select(_ => Table(dice, field.Element!)).ToList();
        var raw = elements.Exists(e => e.Raw is null) ? null : elements.SelectMany(e => e.Raw!).ToArray();
        return new Argument(elements is [var only] && dice.OneIn(2) ? only.Value : elements.Select(e => e.Value).ToArray(), raw);
    }

    /// <summary>A table of values for a layout: what is given of it, and the bytes.</summary>
    public static Argument Table(Dice dice, LayoutTable layout)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var raw = new Dictionary<FieldTable, byte[]>();
        var isRefused = false;
        foreach (var field in layout.Named.Where(f => f.IsRequired ? !dice.OneIn(30) : dice.OneIn(2)))
        {
            var argument = Make(dice, field);
            values[Recased(dice, field.Name)] = argument.Value;
            isRefused |= argument.Raw is null;
            raw[field] = argument.Raw ?? [];
        }

        return new Argument(values, isRefused ? null : RequestWriter.Write(layout, raw));
    }

    private static object Spelled(Dice dice, ulong number) => dice.Below(4) switch
    {
        0 when number < 1UL << 53 => (double)number,
        1 => (decimal)number,
        _ => Whole(dice, number),
    };

    private static object Whole(Dice dice, ulong number) => dice.Below(6) switch
    {
        0 => number.ToString(CultureInfo.InvariantCulture),
        1 => $" 0x{number:x} ",
        2 => $"0X{number:X}",
        3 when number <= int.MaxValue => (int)number,
        4 when number <= long.MaxValue => (long)number,
        5 when number <= byte.MaxValue => (byte)number,
        _ => number,
    };

    private static string Recased(Dice dice, string word) =>
        dice.Below(4) switch { 0 => word.ToUpperInvariant(), 1 => word.ToLowerInvariant(), _ => word };

    private static byte[] Raw(ulong number, int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < Math.Min(size, sizeof(ulong)); i++)
        {
            bytes[i] = (byte)(number >> (8 * i));
        }

        return bytes;
    }
}
