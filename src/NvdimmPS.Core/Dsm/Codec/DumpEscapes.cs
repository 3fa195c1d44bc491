using System.Globalization;
using System.Text.RegularExpressions;

namespace NvdimmPS.Dsm;

/// <summary>Bytes as strace, C and Python write them within a text: letters that stand for themselves, and escapes.</summary>
internal static partial class DumpEscapes
{
    /// <summary>Reads lines, each with a text between quotation marks or none of them.</summary>
    public static byte[] Read(string[] lines)
    {
        // Python's quotation mark has no escape in what the others print: it is exchanged for theirs.
        lines = Array.ConvertAll(lines, line => PythonBytes().Match(line) is { Success: true } python
            ? $"\"{python.Groups["text"].Value.Replace("\\'", "'", StringComparison.Ordinal)}\"" : line);
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

    [GeneratedRegex(@"^\s*b'(?<text>.*)'\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PythonBytes();
}
