using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>
/// Bytes as other tools print them: bare digits, a dump with offsets (xxd, <c>hexdump -C</c>, this module's own), or the
/// escapes of strace and C.
/// </summary>
public static class DumpText
{
    // Sixteen bytes, as the module's views and the console print them.
    private const int ViewWidth = 49, ConsoleWidth = 51;

    /// <summary>Reads a text.</summary>
    /// <exception cref="NvdimmException">It is none of them; the message names the line and what is wrong in it.</exception>
    public static byte[] Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? throw Errors.BadDump(1, "there are no bytes in it")
            : text.Contains("\\x", StringComparison.Ordinal) ? Escapes(lines)
            : OffsetEnd(lines[first].Trim()) > 0 ? Dump(lines)
            : Digits(text);
    }

    /// <summary>A file's bytes: as text where it is such a text, else as they are.</summary>
    /// <exception cref="NvdimmException">It cannot be read, or is too large.</exception>
    public static byte[] ReadFile(string path, CancellationToken stop = default)
    {
        var bytes = DsmInput.ReadFile(path, stop);
        return bytes.AsSpan().ContainsAnyExceptInRange((byte)'\t', (byte)'~') || bytes.Length == 0 ? bytes : Read(System.Text.Encoding.ASCII.GetString(bytes));
    }

    private static byte[] Digits(string text) =>
        HexText.TryParse(text, out var bytes, out var problem) ? bytes : throw Errors.BadDump(1, problem);

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
        return end is >= 3 and <= 16 && isOffset ? end : 0;
    }

    private static byte[] Dump(string[] lines)
    {
        var bytes = new List<byte>();
        var skipped = false;
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
            if (end == 0 && !(line.Length >= 4 && line.All(char.IsAsciiHexDigit)))
            {
                throw Errors.BadDump(i + 1, "it does not begin with an offset");
            }

            end = end == 0 ? line.Length : end;
            var offset = long.Parse(line.AsSpan(0, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (skipped)
            {
                Fill(bytes, offset, repeat: !isConsole, i + 1);
                skipped = false;
            }

            if (offset != bytes.Count)
            {
                throw Errors.BadDump(i + 1, $"its offset is 0x{offset:x} where 0x{bytes.Count:x} belongs: lines are missing or in another order");
            }

            bytes.AddRange(HexText.TryParse(Body(line, end), out var part, out var problem) ? part : throw Errors.BadDump(i + 1, problem));
        }

        return [.. bytes];
    }

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

    /// <summary>A star: the line before again and again, or in this module's own dumps zeros.</summary>
    private static void Fill(List<byte> bytes, long offset, bool repeat, int line)
    {
        if (offset < bytes.Count || offset > Abi.NdCommands.MaxLength || (repeat && bytes.Count < 16))
        {
            throw Errors.BadDump(line, $"the star before it cannot lead to offset 0x{offset:x}");
        }

        while (bytes.Count < offset)
        {
            bytes.Add(repeat ? bytes[^16] : (byte)0);
        }
    }

    private static byte[] Escapes(string[] lines)
    {
        var bytes = new List<byte>();
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number];
            var (start, end) = (line.IndexOf('"', StringComparison.Ordinal) + 1, line.LastIndexOf('"'));
            var quoted = start > 0 && end >= start ? line[start..end] : line.Trim();
            for (var i = 0; i < quoted.Length; i++)
            {
                if (quoted[i] != '\\')
                {
                    bytes.Add(quoted[i] is >= ' ' and <= '~' ? (byte)quoted[i] : throw Errors.BadDump(number + 1, $"position {i + 1} holds no character of such a text"));
                }
                else
                {
                    bytes.Add(Escape(quoted, ref i, number + 1));
                }
            }
        }

        return [.. bytes];
    }

    private static byte Escape(string text, ref int i, int line)
    {
        var kind = ++i < text.Length ? text[i] : '\0';
        if (kind == 'x' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
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
            return octal <= byte.MaxValue ? (byte)octal : throw Errors.BadDump(line, $"\\{System.Convert.ToString(octal, 8)} is more than a byte");
        }

        return kind switch
        {
            'n' => (byte)'\n',
            't' => (byte)'\t',
            'r' => (byte)'\r',
            'v' => 11,
            'f' => 12,
            '"' or '\\' => (byte)kind,
            _ => throw Errors.BadDump(line, $"position {i} holds an escape that stands for no byte"),
        };
    }
}
