using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>
/// Bytes as other tools print them: bare digits, a dump with offsets (xxd, <c>hexdump -C</c>, this module's own), or the
/// escapes of strace and C.
/// </summary>
public static class DumpText
{
    // Sixteen bytes, as the module's views and the console print them.
    private const int Width = 16, ViewWidth = 49, ConsoleWidth = 51, LongestOffset = 16;

    /// <summary>Reads a text.</summary>
    /// <exception cref="NvdimmException">It is none of them; the message names the line and what is wrong in it.</exception>
    public static byte[] Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? throw CodecErrors.BadDump(1, "there are no bytes in it")
            : IsDump(lines[first].Trim()) ? Dump(lines)
            : text.Contains("\\x", StringComparison.Ordinal) ? Escapes(lines)
            : Digits(text);
    }

    /// <summary>A file's bytes: as text where it is such a text, else as they are.</summary>
    /// <exception cref="NvdimmException">It cannot be read, or is too large.</exception>
    public static byte[] ReadFile(string path, CancellationToken stop = default)
    {
        var bytes = DsmInput.ReadFile(path, stop);
        return bytes.AsSpan().ContainsAnyExceptInRange((byte)'\t', (byte)'~') || bytes.Length == 0
            ? bytes
            : Read(System.Text.Encoding.ASCII.GetString(bytes));
    }

    private static byte[] Digits(string text) =>
        HexText.TryParse(text, out var bytes, out var problem) ? bytes : throw CodecErrors.BadDump(1, problem);

    /// <summary>An offset and then bytes: what strace -f begins a line with may look like an offset too.</summary>
    private static bool IsDump(string line) =>
        OffsetEnd(line) is > 0 and var end && line.AsSpan(end).TrimStart([':', ' ']) is [var high, var low, ..]
            && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);

    /// <summary>Where the digits of an offset end; 0 where the line does not begin with one.</summary>
    private static int OffsetEnd(string line)
    {
        var end = 0;
        while (end < line.Length && char.IsAsciiHexDigit(line[end]))
        {
            end++;
        }

        // Bytes are pairs of digits: an odd number of them is an offset, an even one needs another sign of a dump.
        var behind = line.AsSpan(end);
        var isOffset = behind.StartsWith(":") || behind.StartsWith("   ") || (behind.StartsWith("  ") && behind.Contains('|'))
            || (end % 2 != 0 && behind is [' ', not ' ', ..]);
        return end is >= 3 and <= LongestOffset && isOffset ? end : 0;
    }

    private static byte[] Dump(string[] lines)
    {
        var bytes = new List<byte>();
        var last = Array.Empty<byte>();
        var (skipped, isXxd) = (false, false);
        var isConsole = Array.Exists(lines, line => OffsetEnd(line.Trim()) is > 0 and var end && IsConsole(line.Trim(), end));
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line == "*")
            {
                skipped |= line == "*";
                continue;
            }

            var end = OffsetEnd(line);
            if (end == 0 && !(line.Length is >= 4 and <= LongestOffset && line.All(char.IsAsciiHexDigit)))
            {
                throw CodecErrors.BadDump(i + 1, "it does not begin with an offset");
            }

            end = end == 0 ? line.Length : end;
            var offset = long.Parse(line.AsSpan(0, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (skipped)
            {
                Fill(bytes, offset, isConsole ? [] : last, isXxd || isConsole, i + 1);
                skipped = false;
            }

            if (offset != bytes.Count)
            {
                throw CodecErrors.BadDump(i + 1,
                    $"its offset is 0x{offset:x} where 0x{bytes.Count:x} belongs: lines are missing or in another order");
            }

            isXxd = end < line.Length ? line[end] == ':' : isXxd;
            last = Bytes(Body(line, end), isXxd, i + 1);
            bytes.AddRange(last);
        }

        return [.. bytes];
    }

    /// <summary>
    /// xxd puts together as many bytes as it is told; elsewhere digits that are no pairs are a word, of which nobody knows the
    /// order.
    /// </summary>
    private static byte[] Bytes(string body, bool isXxd, int line) =>
        !isXxd && Array.Exists(body.Split(' ', StringSplitOptions.RemoveEmptyEntries), group => group.Length != 2)
            ? throw CodecErrors.BadDump(line,
                "its digits are no pairs: words may have their bytes in another order, and a dump of bytes is what 'hexdump -C' and xxd "
                    + "print")
            : HexText.TryParse(body, out var part, out var problem) ? part : throw CodecErrors.BadDump(line, problem);

    /// <summary>What stands between the offset and the text column.</summary>
    private static string Body(string line, int end)
    {
        if (end >= line.Length)
        {
            return string.Empty;
        }

        if (line[end] == ':')
        {
            var body = line[(end + 1)..].TrimStart();
            var text = body.IndexOf("  ", StringComparison.Ordinal);
            return text < 0 ? body : body[..text];
        }

        var bar = line.IndexOf('|', StringComparison.Ordinal);
        return IsConsole(line, end) ? line[end..Math.Min(line.Length, end + ConsoleWidth)]
            : end % 2 == 0 && bar >= 0 ? line[end..bar]
            : line[end..Math.Min(line.Length, end + ViewWidth)];
    }

    private static bool IsConsole(string line, int end) => line.AsSpan(end).StartsWith("   ");

    /// <summary>
    /// A star: of hexdump the line before again and again, of xxd more zeros after a line of them, and of this module's own
    /// zeros.
    /// </summary>
    private static void Fill(List<byte> bytes, long offset, byte[] last, bool isZeros, int line)
    {
        if (bytes.Count == 0 || offset < bytes.Count || offset > Abi.NdCommands.MaxLength
            || (isZeros ? last.AsSpan().ContainsAnyExcept((byte)0) : last.Length != Width))
        {
            throw CodecErrors.BadDump(line, $"the star before it cannot lead to offset 0x{offset:x}");
        }

        while (bytes.Count < offset)
        {
            bytes.Add(isZeros ? (byte)0 : bytes[^Width]);
        }
    }

    private static byte[] Escapes(string[] lines)
    {
        var bytes = new List<byte>();
        var isQuoted = Array.Exists(lines, line => Quote(line) >= 0);
        for (var number = 0; number < lines.Length; number++)
        {
            var quoted = isQuoted ? Quoted(lines[number].Trim(), number + 1) : lines[number].Trim();
            for (var i = 0; i < quoted.Length; i++)
            {
                if (quoted[i] != '\\')
                {
                    bytes.Add(quoted[i] is >= ' ' and <= '~' and not '"'
                        ? (byte)quoted[i]
                        : throw CodecErrors.BadDump(number + 1, $"position {i + 1} holds no character of such a text"));
                }
                else
                {
                    bytes.Add(Escape(quoted, ref i, number + 1));
                }
            }
        }

        return [.. bytes];
    }

    /// <summary>What stands between the quotation marks of a line: one text, and the whole of it.</summary>
    private static string Quoted(string line, int number)
    {
        var (start, end) = (Quote(line) + 1, line.LastIndexOf('"'));
        return line.Length == 0 ? string.Empty
            : start == 0 || end < start ? throw CodecErrors.BadDump(number, "it has no text between quotation marks, as other lines have")
            : line.AsSpan(end + 1).StartsWith("...") ? throw CodecErrors.BadDump(number, "strace has cut the text off: give it -s 65536")
            : line[start..end];
    }

    /// <summary>Where the first quotation mark stands that is no escape's; -1 where there is none.</summary>
    private static int Quote(string line)
    {
        var at = line.IndexOf('"', StringComparison.Ordinal);
        while (at > 0 && line[at - 1] == '\\')
        {
            at = line.IndexOf('"', at + 1);
        }

        return at;
    }

    private static byte Escape(string text, ref int i, int line)
    {
        var kind = ++i < text.Length ? text[i] : '\0';
        if (kind == 'x' && i + 2 < text.Length
            && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            i += 2;
            return value;
        }

        if (kind is >= '0' and <= '7')
        {
            var octal = 0;
            var last = Math.Min(i + 3, text.Length);
            while (i < last && text[i] is >= '0' and <= '7')
            {
                octal = (octal * 8) + (text[i++] - '0');
            }

            i--;
            return octal <= byte.MaxValue
                ? (byte)octal
                : throw CodecErrors.BadDump(line, $"\\{System.Convert.ToString(octal, 8)} is more than a byte");
        }

        return kind switch
        {
            'n' => (byte)'\n',
            't' => (byte)'\t',
            'r' => (byte)'\r',
            'v' => 11,
            'f' => 12,
            '"' or '\\' => (byte)kind,
            _ => throw CodecErrors.BadDump(line, $"position {i} holds an escape that stands for no byte"),
        };
    }
}
