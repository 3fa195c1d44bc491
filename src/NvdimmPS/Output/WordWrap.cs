using System.Globalization;
using System.Text;

namespace NvdimmPS.Shell.Output;

/// <summary>Breaks lines between words. What is longer than a line alone is broken where the line ends.</summary>
internal static class WordWrap
{
    // PowerShell's own list (StringManipulationHelper): in other languages, and in none, it breaks within words.
    private static readonly string[] Known = ["en", "fr", "de", "it", "pt", "es"];

    /// <summary>Whether PowerShell breaks between words by itself, which it does for the width that there is.</summary>
    public static bool IsDoneByHost => Known.Contains(CultureInfo.CurrentCulture.TwoLetterISOLanguageName);

    /// <summary>The lines of a text.</summary>
    /// <param name="text">One line or several.</param>
    /// <param name="width">The most characters of a line.</param>
    /// <param name="indent">Stands before each line that goes on; of one that leaves too little room, as much as half a line.</param>
    public static string Text(string text, int width, string indent = "")
    {
        var before = indent[..Math.Min(indent.Length, width / 2)];
        return string.Join('\n', text.Split('\n').Select(line => Line(line.TrimEnd('\r'), width, before)));
    }

    private static string Line(string line, int width, string indent)
    {
        if (line.Length <= width)
        {
            return line;
        }

        var wrapped = new StringBuilder();
        var rest = line.AsSpan();
        var before = string.Empty;
        while (rest.Length > width - before.Length)
        {
            var room = width - before.Length;
            var end = rest[..(room + 1)].LastIndexOf(' ');
            var isBetween = end > 0 && !rest[..end].IsWhiteSpace() && WordLength(rest[(end + 1)..]) <= width - indent.Length;
            end = isBetween ? end : room;
            wrapped.Append(before).Append(rest[..end].TrimEnd()).Append('\n');
            rest = rest[end..].TrimStart();
            before = indent;
        }

        return wrapped.Append(before).Append(rest).ToString();
    }

    private static int WordLength(ReadOnlySpan<char> text) => text.IndexOf(' ') is >= 0 and var length ? length : text.Length;
}
