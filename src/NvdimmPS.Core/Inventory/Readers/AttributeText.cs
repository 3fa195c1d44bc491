using System.Globalization;
using System.Numerics;

namespace NvdimmPS.Inventory;

/// <summary>What sysfs's text can be: numbers, words, or bytes that are neither.</summary>
internal static class AttributeText
{
    private const int MaxShown = 40;

    /// <summary>A number as the kernel prints one: no spaces, nothing after it.</summary>
    public static bool TryParse<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, IBinaryInteger<T>
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return T.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        return T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>One line that can be shown, without bytes that are no text.</summary>
    public static bool IsPrintable(string text) => Printable.IsLine(text) && !text.Contains('\uFFFD', StringComparison.Ordinal);

    /// <summary>The beginning of a text, fit for a message.</summary>
    public static string Shorten(string text) => Printable.Line(text, MaxShown);

    /// <summary>The <c>[4096]</c> of <c>512 [4096]</c> and every number of it.</summary>
    public static bool TryParseChoice(string text, out ulong? chosen, out ulong[] all)
    {
        var numbers = new List<ulong>();
        chosen = null;
        all = [];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isChosen = word.Length > 2 && word[0] == '[' && word[^1] == ']';
            if (!TryParse(isChosen ? word.AsSpan(1, word.Length - 2) : word, out ulong number))
            {
                return false;
            }

            chosen = isChosen ? number : chosen;
            numbers.Add(number);
        }

        all = [.. numbers];
        return all.Length > 0;
    }
}
