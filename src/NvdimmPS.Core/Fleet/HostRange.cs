using System.Globalization;
using System.Text.RegularExpressions;

namespace NvdimmPS.Fleet;

/// <summary>Names with numbers in brackets: <c>node[01-04,9]</c> is node01, node02, node03, node04 and node9. Leading zeros stay.</summary>
internal static partial class HostRange
{
    /// <summary>More names than this out of one text are a slip of the keyboard.</summary>
    public const int Limit = 100_000;

    /// <summary>The names of a text; the text itself where it has no range.</summary>
    public static IReadOnlyList<string> Expand(string text)
    {
        var found = Pattern().Match(text);
        return found.Success ? Expand(text, found) : [text];
    }

    private static IReadOnlyList<string> Expand(string text, Match found)
    {
        var (head, tail) = (text[..found.Index], text[(found.Index + found.Length)..]);
        var numbers = found.Groups[1].Value.Split(',').SelectMany(part => Numbers(text, part)).ToList();
        var tails = Expand(tail);
        return (long)numbers.Count * tails.Count <= Limit
            ? [.. numbers.SelectMany(_ => tails, (number, rest) => head + number + rest)]
            : throw Errors.FleetHost(text, $"it stands for more than {Limit} hosts");
    }

    private static IEnumerable<string> Numbers(string text, string part)
    {
        var ends = part.Split('-');
        var (first, last) = (Number(text, ends[0]), Number(text, ends[^1]));
        return last >= first && last - first < Limit
            ? Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i).ToString(CultureInfo.InvariantCulture).PadLeft(ends[0].Length, '0'))
            : throw Errors.FleetHost(text, $"'{part}' is no range of at most {Limit} numbers");
    }

    private static long Number(string text, string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Errors.FleetHost(text, $"'{digits}' is no number");

    // An IPv6 address has colons in its brackets.
    [GeneratedRegex(@"\[([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
