namespace NvdimmPS.Dsm;

/// <summary>
/// Hexadecimal digits as people paste them, with or without <c>0x</c>, spaces, colons, dashes, line breaks: two digits a byte, in the
/// order of the bytes.
/// </summary>
public static class HexText
{
    // What hexdump, od and xxd print on a line.
    private const int DigitsOfLine = 32;

    /// <summary>The bytes of lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="refuse">Makes the failure of a line that has something else.</param>
    internal static byte[] Parse(string[] lines, Func<int, string, NvdimmException> refuse)
    {
        var groups = lines.SelectMany((line, i) => Groups(line, i + 1, refuse)).ToList();
        var digits = string.Concat(groups.Select(group => group.Digits));
        var bytes = Convert.FromHexString(digits);
        var isWords = groups.Count > 1 && groups.Exists(group => group.HasPrefix && group.Digits.Length > 2);
        return (isWords || AreLinesOfWords(groups)) && !IsSameReversed(groups) ? throw CodecErrors.UnknownByteOrder() : bytes;
    }

    /// <summary>Whole lines of 16 bytes in words, as hexdump, <c>od -An</c> and xxd print them when the offsets are left out.</summary>
    private static bool AreLinesOfWords(List<Group> groups) =>
        groups.Count > 1 && groups[0].Line < groups[^1].Line && groups[0].Digits.Length is 4 or 8 or 16
        && groups.TrueForAll(group => group.Digits.Length == groups[0].Digits.Length && !group.HasPrefix)
        && groups.GroupBy(group => group.Line).SkipLast(1).All(line => line.Sum(group => group.Digits.Length) == DigitsOfLine);

    private static bool IsSameReversed(List<Group> groups) => groups.TrueForAll(group =>
        Convert.FromHexString(group.Digits) is var bytes && bytes.SequenceEqual(bytes.AsEnumerable().Reverse()));

    private static IEnumerable<Group> Groups(string line, int number, Func<int, string, NvdimmException> refuse)
    {
        for (var at = 0; at < line.Length;)
        {
            if (IsSeparator(line[at]))
            {
                at++;
                continue;
            }

            var hasPrefix = IsPrefix(line, at);
            var start = at += hasPrefix ? 2 : 0;
            while (at < line.Length && char.IsAsciiHexDigit(line[at]) && !IsPrefix(line, at))
            {
                at++;
            }

            // The text may be a passphrase: none of it is repeated.
            var digits = line[start..at];
            var isOver = at == line.Length || IsSeparator(line[at]) || IsPrefix(line, at);
            yield return digits.Length == 0 || !isOver ? throw refuse(number, $"position {at + 1} holds no hexadecimal digit")
                : digits.Length % 2 == 0 ? new Group(digits, hasPrefix, number)
                : hasPrefix && digits.Length == 1 ? new Group("0" + digits, hasPrefix, number)
                : throw refuse(number,
                    $"position {start + 1} begins {Plural.Of(digits.Length, "digit")}, an odd number: a byte has two, and decimal "
                        + "numbers are not read");
        }
    }

    private static bool IsSeparator(char c) => char.IsWhiteSpace(c) || c is ':' or '-' or ',' or '_';

    private static bool IsPrefix(string line, int at) => line[at] == '0' && at + 1 < line.Length && line[at + 1] is 'x' or 'X';

    private readonly record struct Group(string Digits, bool HasPrefix, int Line);

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
