namespace NvdimmPS.Dsm;

/// <summary>Hexadecimal digits as people paste them: with or without <c>0x</c>, spaces, colons, dashes, line breaks.</summary>
public static class HexText
{
    /// <summary>Reads them, or says what is wrong.</summary>
    public static bool TryParse(string text, out byte[] bytes, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        bytes = [];
        var digits = new char[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiHexDigit(text[i]))
            {
                if (text[i] == '0' && i + 1 < text.Length && text[i + 1] is 'x' or 'X')
                {
                    i++;
                    continue;
                }

                digits[count++] = text[i];
            }
            else if (!char.IsWhiteSpace(text[i]) && text[i] is not (':' or '-' or ',' or '_'))
            {
                problem = $"position {i + 1} holds no hexadecimal digit"; // the text may be a passphrase: none of it is repeated
                return false;
            }
        }

        if (count % 2 != 0)
        {
            problem = $"there are {count} digits, an odd number: a byte has two";
            return false;
        }

        bytes = Convert.FromHexString(digits.AsSpan(0, count));
        problem = string.Empty;
        return true;
    }

    /// <summary>Lower-case digits.</summary>
    public static string Format(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>In place of the two digits of a byte that is hidden.</summary>
    internal const string HiddenByte = "xx";

    /// <summary>Lower-case digits, but for bytes that are hidden.</summary>
    internal static string Format(ReadOnlySpan<byte> bytes, IEnumerable<ByteRange> hidden)
    {
        var digits = Format(bytes).ToCharArray();
        foreach (var range in hidden)
        {
            digits.AsSpan(2 * range.Start, 2 * range.Length).Fill(HiddenByte[0]);
        }

        return new string(digits);
    }
}
