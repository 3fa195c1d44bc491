using System.Numerics;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>What vendor commands write that is neither a plain number nor bytes.</summary>
internal static class FormText
{
    private const string NotDecimal = "its bytes are no decimal digits", None = "there is none";

    /// <summary>The soft hyphen: the only character above the control characters of a byte that is drawn as nothing.</summary>
    private const byte SoftHyphen = 0xAD;

    /// <summary>A text or a number; null with the reason where the bytes are none.</summary>
    public static object? Of(string form, byte[] raw, out string? reason)
    {
        reason = form switch
        {
            "Revision" when Array.TrueForAll(raw, b => b == 0) => None,
            "Revision" or "Version" when !Array.TrueForAll(raw, b => b / 16 < 10 && b % 16 < 10) => NotDecimal,
            _ => null,
        };
        return reason is not null ? null : form switch
        {
            "Revision" => string.Join('.', Two(raw[4]), Two(raw[3]), Two(raw[2]), Two(raw[1]) + Two(raw[0])),
            "Version" => $"{(raw[1] / 16 * 10) + (raw[1] % 16)}.{(raw[0] / 16 * 10) + (raw[0] % 16)}",
            "Text" => Text(raw),
            "UniqueId" => string.Join('-', Digits(raw[..2]), Digits(raw[2..3]), Digits(raw[3..5]), Digits(raw[5..])),
            "Counter" => raw.Reverse().Aggregate(BigInteger.Zero, (number, b) => (number * 256) + b),
            _ => throw new FuzzFailure($"there is a form '{form}', which is described nowhere"),
        };
    }

    /// <summary>Up to a zero, without blanks at its end; a question mark for what cannot be shown.</summary>
    private static string Text(byte[] raw)
    {
        var letters = raw.TakeWhile(b => b != 0).ToList();
        while (letters.Count > 0 && letters[^1] is 0x20 or (>= 0x09 and <= 0x0D) or 0x85 or 0xA0)
        {
            letters.RemoveAt(letters.Count - 1);
        }

        return string.Concat(letters.Select(b => b is < 0x20 or (>= 0x7F and < 0xA0) or SoftHyphen ? '?' : (char)b));
    }

    private static string Digits(byte[] bytes) => string.Concat(bytes.Select(Two));

    private static string Two(byte number) => $"{"0123456789abcdef"[number / 16]}{"0123456789abcdef"[number % 16]}";
}
