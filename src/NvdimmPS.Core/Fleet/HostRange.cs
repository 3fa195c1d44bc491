using System.Buffers;
using System.Globalization;

namespace NvdimmPS.Fleet;

/// <summary>Names with numbers in brackets: <c>node[01-04,9]</c> is node01, node02, node03, node04 and node9. Leading zeros stay.</summary>
internal static class HostRange
{
    /// <summary>More names than this out of one text are a slip of the keyboard.</summary>
    public const int Limit = 100_000;

    private static readonly SearchValues<char> OfLists = SearchValues.Create("0123456789-,");

    /// <summary>Longer than this no name is, with its user and port.</summary>
    public const int MaxLength = 600;

    /// <summary>The names of a text, one at a time; the text itself where it has no range.</summary>
    /// <exception cref="NvdimmException">It stands for too many, or for names that no host has; before the first name is given.</exception>
    public static IEnumerable<string> Expand(string text)
    {
        var parts = Parts(text);
        if (parts.Sum(p => (long)p.Literal.Length + p.Numbers.Max(n => n.Length)) is > MaxLength and var length)
        {
            throw HostErrors.Host(text, $"its names have {length:N0} characters, and no host's has more than {MaxLength}");
        }

        return Names(parts);
    }

    /// <summary>Counts as an odometer does: the last number runs fastest.</summary>
    private static IEnumerable<string> Names(List<(string Literal, List<string> Numbers)> parts)
    {
        var wheels = new int[parts.Count];
        for (var turned = 0; turned >= 0;)
        {
            yield return string.Concat(parts.Select((part, i) => part.Literal + part.Numbers[wheels[i]]));
            for (turned = parts.Count - 1; turned >= 0 && ++wheels[turned] == parts[turned].Numbers.Count; turned--)
            {
                wheels[turned] = 0;
            }
        }
    }

    /// <summary>Each range with the text before it; the last part is the text behind them all, with one number that is empty.</summary>
    private static List<(string Literal, List<string> Numbers)> Parts(string text)
    {
        var parts = new List<(string, List<string>)>();
        var count = 1L;
        var start = 0;
        for (var open = text.IndexOf('[', StringComparison.Ordinal); open >= 0; open = text.IndexOf('[', open + 1))
        {
            var end = text.AsSpan(open + 1).IndexOfAnyExcept(OfLists) + open + 1;
            if (end > open + 1 && text[end] == ']' && Numbers(text, text[(open + 1)..end]) is { } numbers)
            {
                count *= numbers.Count;
                parts.Add(count <= Limit
                    ? (text[start..open], numbers)
                    : throw HostErrors.Host(text, $"it stands for more than {Limit} hosts"));
                start = end + 1;
                open = end;
            }
        }

        parts.Add((text[start..], [string.Empty]));
        return parts;
    }

    /// <summary>The numbers in brackets; null where they are none, as in those of an IPv6 address.</summary>
    private static List<string>? Numbers(string text, string list)
    {
        var numbers = new List<string>();
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Array.Exists(ends, end => end.Length == 0))
            {
                return null;
            }

            var (first, last) = (Number(text, ends[0]), Number(text, ends[^1]));
            if (last < first || last - first >= Limit || numbers.Count + (last - first) >= Limit)
            {
                throw HostErrors.Host(text, $"'{Printable.Quote(part)}' is no range, or makes more than {Limit} numbers");
            }

            for (var number = first; number <= last; number++)
            {
                numbers.Add(number.ToString(CultureInfo.InvariantCulture).PadLeft(ends[0].Length, '0'));
            }
        }

        return numbers;
    }

    private static long Number(string text, string digits) =>
        digits.Length <= MaxLength && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw HostErrors.Host(text, $"'{Printable.Quote(digits)}' is no number");
}
