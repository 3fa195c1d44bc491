using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace NvdimmPS.Dsm;

/// <summary>Reads what a person gives as an argument: numbers of any type, <c>0x</c> numbers, words, hexadecimal bytes.</summary>
internal static class DsmValues
{
    public static ulong ToUInt64(DsmFunction function, DsmField field, object value)
    {
        switch (value)
        {
            case bool:
                break;
            case string text:
                if (TryParse(text, out var parsed))
                {
                    return parsed;
                }

                break;
            case decimal exact when decimal.IsInteger(exact) && exact is >= 0 and <= ulong.MaxValue:
                return (ulong)exact;
            case double or float:
                // PowerShell arithmetic makes doubles; a whole one is meant as an integer.
                var number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (number == Math.Floor(number) && number is >= 0 and < ulong.MaxValue)
                {
                    return (ulong)number;
                }

                break;
            case sbyte or short or int or long:
                var signed = System.Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return signed >= 0
                    ? (ulong)signed
                    : throw CodecErrors.OutOfRange(function, field, signed.ToString(CultureInfo.InvariantCulture), "0", Largest(field));
            case byte or ushort or uint or ulong:
                return System.Convert.ToUInt64(value, CultureInfo.InvariantCulture);
        }

        throw CodecErrors.BadArgument(function, field, value.ToString(), "give a whole number, such as 16 or 0x10");
    }

    public static double ToDouble(DsmFunction function, DsmField field, object value) => value switch
    {
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw CodecErrors.BadArgument(function, field, value.ToString(), $"give a number of {field.Unit}"),
    };

    public static ulong ToWord(DsmFunction function, DsmField field, object value)
    {
        if (value is bool flag)
        {
            value = flag ? 1 : 0;
        }

        foreach (var word in field.Words)
        {
            if ((value is string text && string.Equals(text, word.Word, StringComparison.OrdinalIgnoreCase))
                || (TryInteger(value, out var number) && number == word.Value))
            {
                return word.Value;
            }
        }

        throw CodecErrors.BadArgument(function, field, value.ToString(),
            $"give one of {string.Join(", ", field.Words.Select(w => w.Word))}");
    }

    /// <summary>What an answer may hold: any number, and the words for what no table names.</summary>
    public static ulong ToAnyWord(DsmFunction function, DsmField field, object value)
    {
        const string unknown = "Unknown (";
        if (value is string text && text.StartsWith(unknown, StringComparison.OrdinalIgnoreCase) && text.EndsWith(')'))
        {
            value = text[unknown.Length..^1];
        }

        if (TryInteger(value, out var number))
        {
            return number;
        }

        if (field.OtherWord is not null && string.Equals(value as string, field.OtherWord, StringComparison.OrdinalIgnoreCase))
        {
            while (field.Words.Any(w => w.Value == number))
            {
                number++;
            }

            return number;
        }

        return ToWord(function, field, value);
    }

    public static byte[] ToMask(DsmFunction function, DsmField field, object value)
    {
        var mask = new byte[field.Size];
        if (TryInteger(value, out var number))
        {
            for (var i = 0; i < sizeof(ulong) && number != 0; i++, number >>= 8)
            {
                mask.AsSpan()[i < mask.Length
                    ? i
                    : throw CodecErrors.OutOfRange(function, field, value.ToString()!, "0", Largest(field))] = (byte)number;
            }

            return mask;
        }

        if (value is not string and not IEnumerable)
        {
            throw CodecErrors.BadArgument(function, field, value.ToString(), MaskAdvice(field));
        }

        foreach (var element in value is IEnumerable list and not string
            ? list
            : value.ToString()!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var bit = Bit(function, field, element?.ToString());
            mask[bit / 8] |= (byte)(1 << (bit % 8));
        }

        return mask;
    }

    public static byte[] ToBytes(DsmFunction function, DsmField field, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                return bytes.AsSpan().ToArray();
            case SecureString secret:
                return Utf8(secret);
            case string text:
                return HexText.Parse([text], (_, problem) => field.IsSecret
                    ? CodecErrors.PassphraseAsText(function, field)
                    : CodecErrors.BadArgument(function, field, text, problem));
            case IEnumerable list:
                var result = new List<byte>();
                foreach (var element in list)
                {
                    result.Add(element is not null && TryInteger(element, out var number) && number <= byte.MaxValue
                        ? (byte)number
                        : throw CodecErrors.BadArgument(function, field, element?.ToString(), "every element is a byte, 0 to 255"));
                }

                return [.. result];
            default:
                throw CodecErrors.BadArgument(function, field, value.ToString(), "give bytes, or their hexadecimal digits");
        }
    }

    /// <summary>A passphrase as people type it. The clear text is wiped; the bytes are the payload's.</summary>
    private static byte[] Utf8(SecureString secret)
    {
        var text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            var characters = new char[secret.Length];
            Marshal.Copy(text, characters, 0, characters.Length);
            var bytes = Encoding.UTF8.GetBytes(characters);
            Array.Clear(characters);
            return bytes;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    public static IReadOnlyDictionary<string, object?> ToDictionary(DsmFunction function, DsmField field, object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> ready:
                return ready;
            case IEnumerable<DsmFieldValue> fields:
                return fields.ToDictionary(f => f.Name, f => f.Value);
            case IDictionary table:
                var result = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
                foreach (DictionaryEntry entry in table)
                {
                    result[entry.Key.ToString()!] = entry.Value;
                }

                return result;
            default:
                throw CodecErrors.BadArgument(function, field, value?.ToString(), "give a table (@{ … }) for each element");
        }
    }

    private static bool TryInteger(object value, out ulong number)
    {
        switch (value)
        {
            case string text:
                return TryParse(text, out number);
            case byte or sbyte or short or ushort or int or uint or long:
                var signed = System.Convert.ToInt64(value, CultureInfo.InvariantCulture);
                number = (ulong)signed;
                return signed >= 0;
            case ulong unsigned:
                number = unsigned;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    private static bool TryParse(string text, out ulong number)
    {
        text = text.Trim();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static int Bit(DsmFunction function, DsmField field, string? word)
    {
        for (var bit = 0; bit < 8 * field.Size; bit++)
        {
            if (string.Equals(FieldConversion.BitWord(field, bit), word, StringComparison.OrdinalIgnoreCase))
            {
                return bit;
            }
        }

        throw CodecErrors.BadArgument(function, field, word, MaskAdvice(field));
    }

    private static string MaskAdvice(DsmField field) => $"give a mask, or any of {string.Join(", ", field.Words.Select(w => w.Word))}";

    private static string Largest(DsmField field) =>
        field.Size >= sizeof(ulong)
            ? ulong.MaxValue.ToString(CultureInfo.InvariantCulture)
            : ((1UL << (8 * field.Size)) - 1).ToString(CultureInfo.InvariantCulture);
}
