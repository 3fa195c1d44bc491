using System.Buffers.Binary;
using System.Numerics;

namespace NvdimmPS.Dsm;

/// <summary>What the numbers of fields stand for: temperatures, times, words.</summary>
internal static class FieldConversion
{
    /// <summary>A number of a field as the value that is shown.</summary>
    public static object Convert(DsmField field, ulong number) => field.Kind switch
    {
        DsmFieldKind.Temperature => Celsius((ushort)number),
        DsmFieldKind.Duration => (uint)(number & 0x7FFF) * ((number & 0x8000) != 0 ? 1000u : 1u),
        DsmFieldKind.Enum => WordOf(field, number),
        _ => field.Size switch
        {
            // Boxed arm by arm: the arms' common type would make every number a ulong.
            1 => (object)(byte)number,
            2 => (object)(ushort)number,
            <= 4 => (object)(uint)number,
            _ => (object)number,
        },
    };

    /// <summary>Bit 15 is the sign, the rest the magnitude in 1/16 °C; minus zero is zero.</summary>
    private static double Celsius(ushort raw)
    {
        var magnitude = (raw & 0x7FFF) / 16.0;
        return (raw & 0x8000) != 0 && magnitude != 0 ? -magnitude : magnitude;
    }

    private static string WordOf(DsmField field, ulong number)
    {
        for (var i = 0; i < field.Words.Count; i++)
        {
            if (field.Words[i].Value == number)
            {
                return field.Words[i].Word;
            }
        }

        return field.OtherWord ?? DsmWords.Unknown(number);
    }

    /// <summary>The words of the bits that are set.</summary>
    public static string[] WordsOf(DsmField field, ulong mask)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, mask);
        return WordsOf(field, bytes);
    }

    /// <summary>A mask may be wider than any number (256 error types).</summary>
    public static string[] WordsOf(DsmField field, ReadOnlySpan<byte> mask)
    {
        var count = 0;
        foreach (var part in mask)
        {
            count += BitOperations.PopCount(part);
        }

        var words = count == 0 ? [] : new string[count];
        var next = 0;
        for (var bit = 0; next < count; bit++)
        {
            if ((mask[bit / 8] >> (bit % 8) & 1) != 0)
            {
                words[next++] = BitWord(field, bit);
            }
        }

        return words;
    }

    /// <summary>The word of a bit.</summary>
    public static string BitWord(DsmField field, int bit)
    {
        for (var i = 0; i < field.Words.Count; i++)
        {
            if (field.Words[i].Value == (ulong)bit)
            {
                return field.Words[i].Word;
            }
        }

        return DsmWords.Bit(bit);
    }
}
