using System.Buffers;

namespace NvdimmPS.Dsm;

/// <summary>What stands behind the offset of a line: groups of digits, and mostly the bytes once more as text.</summary>
internal static class DumpBody
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    // Sixteen bytes, as the module's views and the console print them.
    private const int ViewWidth = 49, ConsoleWidth = 51, WidestGroup = 512;

    /// <summary>The bytes of a line.</summary>
    /// <param name="shape">How lines are written.</param>
    /// <param name="body">What stands behind the offset.</param>
    /// <param name="isSwapped">Groups are words of a little-endian machine: the last byte is the first.</param>
    /// <param name="line">Its number, for the error.</param>
    /// <param name="widest">How many bytes a group has.</param>
    public static byte[] Read(DumpShape shape, string body, bool isSwapped, int line, out int widest)
    {
        body = body.Replace('\t', ' ');
        var (text, isShort) = ((string?)null, false);
        var groups = shape == DumpShape.Colon && body[0] == ':' ? Groups(body[Math.Min(2, body.Length)..], out text, out isShort)
            : Body(shape, body, line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        text ??= shape == DumpShape.View && body.Length > ViewWidth ? body[ViewWidth..].Trim() : null;
        if (groups.Length == 0 || Array.Find(groups, g => !g.All(char.IsAsciiHexDigit)) is not null)
        {
            throw CodecErrors.BadDump(line, "what stands behind its offset are no hexadecimal digits");
        }

        if (Array.Exists(groups, group => group.Length % 2 != 0 || group.Length > WidestGroup
            || (shape != DumpShape.Colon && !IsGroup(shape, group.Length, groups[0].Length))))
        {
            throw CodecErrors.BadDump(line,
                "its digits are no pairs, nor words of hexadecimal digits: they may be octal or decimal numbers");
        }

        if (isShort && !isSwapped)
        {
            throw CodecErrors.BadDump(line, "its last word stands to the right, as that of words does whose bytes are exchanged");
        }

        widest = groups.Max(group => group.Length) / 2;
        byte[] bytes = [.. groups.SelectMany(group => Bytes(group, isSwapped))];
        if (text is { Length: > 0 } && (text.Length > bytes.Length || (widest > 1 && text != TextOf(bytes))))
        {
            throw CodecErrors.BadDump(line, "the text behind its digits does not show these bytes");
        }

        return bytes;
    }

    private static bool IsGroup(DumpShape shape, int length, int first) =>
        length == first && (length == 2 || (shape == DumpShape.Plain && length is 4 or 8 or 16));

    private static byte[] Bytes(string group, bool isSwapped)
    {
        var bytes = Convert.FromHexString(group);
        if (isSwapped)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private static string Body(DumpShape shape, string body, int line)
    {
        var mark = body.IndexOf(shape == DumpShape.Canonical ? "|" : "  >", StringComparison.Ordinal);
        var gap = body.Length - body.TrimStart(' ').Length;
        return shape switch
        {
            DumpShape.View => body[..Math.Min(body.Length, ViewWidth)],
            DumpShape.Console => body[..Math.Min(body.Length, ConsoleWidth)],
            // od and hexdump fill decimal and octal numbers up with blanks; hexadecimal ones have one before them, or four.
            DumpShape.Plain when gap is not (1 or 4) => throw CodecErrors.BadDump(line, "its numbers may be octal or decimal"),
            _ => mark >= 0 ? body[..mark] : body,
        };
    }

    /// <summary>Groups with one blank between them; xxd -e sets a last one that is shorter to the right.</summary>
    private static string[] Groups(string body, out string text, out bool isShort)
    {
        var groups = new List<string>();
        isShort = false;
        var (at, width) = (0, 0);
        while (at < body.Length && !isShort)
        {
            var start = at + Math.Max(0, body.AsSpan(at).IndexOfAnyExcept(' '));
            var end = start + Digits(body.AsSpan(start));
            isShort = start > at && end - at is 4 or 8 or 16 && (width == 0 || end - at == width)
                && (end == body.Length || body.AsSpan(end).StartsWith("  "));
            if (end == start || (end < body.Length && body[end] != ' ') || (start > at && !isShort && width > 0))
            {
                break;
            }

            groups.Add(body[start..end]);
            width = end - start;
            at = Math.Min(body.Length, end + 1);
        }

        text = body[at..].Trim();
        return [.. groups];
    }

    private static int Digits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(HexDigits) is >= 0 and var end ? end : text.Length;

    private static string TextOf(byte[] bytes) => string.Concat(bytes.Select(b => b is >= 0x20 and < 0x7F ? (char)b : '.')).Trim();
}
