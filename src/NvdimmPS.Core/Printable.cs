using System.Buffers;
using System.Globalization;
using System.Text;

namespace NvdimmPS;

/// <summary>
/// Foreign text on its way to a person. What steers a terminal, hides, or reorders what stands beside it is replaced: control
/// characters, bidirectional and other format characters, tags, half characters, private ones and what Unicode does not know.
/// </summary>
internal static class Printable
{
    /// <summary>Stands for each character that is not shown.</summary>
    public const char Replacement = '?';

    /// <summary>Room for any sentence of ours with the names in it.</summary>
    public const int MostOfMessage = 4000;

    private const int MostOfQuote = 300;

    /// <summary>A text on one line.</summary>
    public static string Line(string text) => Clean(text, isLine: true);

    /// <summary>A text on one line, no longer than that.</summary>
    public static string Line(string text, int most) => Line(Shortened(text, most));

    /// <summary>A text of several lines; tabs stay too.</summary>
    public static string Text(string text) => Clean(text, isLine: false);

    /// <summary>A foreign text as a message repeats it: on one line, and short.</summary>
    public static string Quote(string text) => Line(text, MostOfQuote);

    /// <summary>Whether a text can be shown on one line as it is.</summary>
    public static bool IsLine(ReadOnlySpan<char> text) => FirstBad(text, isLine: true) < 0;

    /// <summary>Whether a text of several lines can be shown as it is.</summary>
    public static bool IsText(ReadOnlySpan<char> text) => FirstBad(text, isLine: false) < 0;

    /// <summary>Whether a character can be shown.</summary>
    public static bool IsShown(Rune rune)
    {
        if (rune.Value is >= ' ' and <= '~')
        {
            return true;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            _ => !IsInvisible(rune.Value),
        };
    }

    /// <summary>Letters and marks by their category that are drawn as nothing: fillers, joiners, variation selectors.</summary>
    private static bool IsInvisible(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);

    private static string Clean(string text, bool isLine)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = FirstBad(text, isLine);
        if (first < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == OperationStatus.Done;
            if (isWhole && IsGood(rune, text.AsSpan(i + length), isLine))
            {
                shown.Append(text, i, length);
            }
            else
            {
                shown.Append(Replacement);
            }

            i += length;
        }

        return shown.ToString();
    }

    private static int FirstBad(ReadOnlySpan<char> text, bool isLine)
    {
        for (var i = 0; ;)
        {
            // Nearly all of a text is of these.
            var other = text[i..].IndexOfAnyExceptInRange(' ', '~');
            if (other < 0)
            {
                return -1;
            }

            i += other;
            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != OperationStatus.Done
                || !IsGood(rune, text[(i + length)..], isLine))
            {
                return i;
            }

            i += length;
        }
    }

    /// <summary>A carriage return alone would write over the line that stands there.</summary>
    private static bool IsGood(Rune rune, ReadOnlySpan<char> rest, bool isLine) =>
        (!isLine && (rune.Value is '\n' or '\t' || (rune.Value == '\r' && rest is ['\n', ..]))) || IsShown(rune);

    /// <summary>Not in the middle of a character.</summary>
    private static string Shortened(string text, int most) => text.Length <= most ? text
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
}
