using System.Globalization;
using System.Text.RegularExpressions;

namespace NvdimmPS.Dsm;

/// <summary>A list of bytes as C has it and <c>xxd -i</c> writes it, with its declaration and comments or without.</summary>
internal static partial class CArray
{
    /// <summary>True where there are signs of C in a text.</summary>
    public static bool IsArray(string[] lines) =>
        Array.Exists(lines, line => line.AsSpan().ContainsAny("{;") || line.Contains("/*", StringComparison.Ordinal)
            || line.Contains("//", StringComparison.Ordinal));

    /// <summary>Reads the list.</summary>
    /// <exception cref="NvdimmException">There is no list of bytes, or not as many as it is declared to have.</exception>
    public static byte[] Read(string text)
    {
        // A comment keeps its lines, by which errors are found.
        text = Comment().Replace(text, comment => new string('\n', comment.Value.Count(c => c == '\n')));
        var (open, close) = (text.IndexOf('{', StringComparison.Ordinal), text.IndexOf('}', StringComparison.Ordinal));
        if (open != text.LastIndexOf('{') || close != text.LastIndexOf('}') || close < open || (open < 0 != close < 0))
        {
            throw CodecErrors.BadDump(LineOf(text, Math.Max(open, 0)), "there is more than one list in braces, or only a part of one");
        }

        var bytes = Elements(text, open + 1, close < 0 ? text.TrimEnd(' ', ';', '\n', '\t').Length : close);
        var declared = open < 0 ? [] : Declared().Matches(text[..open] + text[close..]).Select(m => m.Groups["count"].Value);
        return declared.FirstOrDefault(count => Number(count) != bytes.Length) is { } other
            ? throw CodecErrors.BadDump(LineOf(text, open), $"the list has {Plural.Of(bytes.Length, "byte")}, and is said to have {other}")
            : bytes;
    }

    private static byte[] Elements(string text, int start, int end)
    {
        var bytes = new List<byte>();
        while (start < end)
        {
            var comma = text.IndexOf(',', start, end - start) is >= 0 and var found ? found : end;
            var element = text[start..comma].Trim();
            if (element.Length > 0 || comma < end)
            {
                bytes.Add(Element().Match(element) is { Success: true } match
                    ? byte.Parse(match.Groups["digits"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    : throw NoByte(LineOf(text, start), element, bytes.Count));
            }

            start = comma + 1;
        }

        return bytes.Count > 0 ? [.. bytes] : throw CodecErrors.BadDump(1, "there are no bytes in it");
    }

    private static NvdimmException NoByte(int line, string element, int index) =>
        Word().IsMatch(element) ? CodecErrors.UnknownByteOrder()
            : CodecErrors.BadDump(line,
                $"element {index} of the list is no byte such as 0x7f: without 0x a number of C is decimal or octal");

    private static int Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? int.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^0[xX](?<digits>[0-9A-Fa-f]{1,2})[uU]?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Element();

    [GeneratedRegex(@"^0[xX][0-9A-Fa-f]{3,16}[uUlL]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(\[\s*|_len\s*=\s*)(?<count>0x[0-9A-Fa-f]{1,7}|\d{1,8})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
