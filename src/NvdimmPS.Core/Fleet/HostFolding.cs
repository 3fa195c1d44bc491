using System.Globalization;

namespace NvdimmPS.Fleet;

/// <summary>Names folded into ranges, such as <c>node[01-20,25]</c>; <see cref="HostRange"/> makes the same names of them again.</summary>
internal static class HostFolding
{
    /// <summary>More digits than this are no number to count with.</summary>
    private const int MaxDigits = 15;

    /// <summary>Longer than this no host's name is; what somebody else calls so is not worth folding.</summary>
    private const int MaxLength = 300;

    /// <summary>The names in order, each once, what can be folded folded.</summary>
    public static string Fold(IEnumerable<string> names)
    {
        var done = new List<string>();
        var open = new List<(string Head, string Tail)>();
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
        {
            // Brackets and several colons are an IPv6 address, whose digits are hexadecimal.
            if (name.Length > MaxLength || name.Contains('[', StringComparison.Ordinal) || name.Count(c => c == ':') > 1)
            {
                done.Add(name);
            }
            else
            {
                open.Add((name, string.Empty));
            }
        }

        // The last number first; what that leaves alike is folded by the number before it.
        while (open.Count > 0)
        {
            done.AddRange(open.Where(n => !n.Head.Any(char.IsAsciiDigit)).Select(n => n.Head + n.Tail));
            open = [.. open.Where(n => n.Head.Any(char.IsAsciiDigit)).Select(Split)
                .GroupBy(n => (n.Head, n.Tail)).Select(g => (g.Key.Head, Numbers([.. g.Select(n => n.Digits)]) + g.Key.Tail))];
        }

        return string.Join(',', done.Order(StringComparer.Ordinal));
    }

    private static (string Head, string Digits, string Tail) Split((string Head, string Tail) name)
    {
        var end = name.Head.Length;
        while (!char.IsAsciiDigit(name.Head[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsAsciiDigit(name.Head[start - 1]))
        {
            start--;
        }

        return (name.Head[..start], name.Head[start..end], name.Head[end..] + name.Tail);
    }

    private static string Numbers(List<string> digits)
    {
        if (digits.Count == 1)
        {
            return digits[0];
        }

        digits.Sort((a, b) => a.Length > MaxDigits || b.Length > MaxDigits
            ? string.CompareOrdinal(a, b)
            : (Number(a), a.Length).CompareTo((Number(b), b.Length)));
        var parts = new List<string>();
        for (var first = 0; first < digits.Count;)
        {
            var last = first;
            while (last + 1 < digits.Count && digits[last + 1] == Next(digits[first], last + 1 - first))
            {
                last++;
            }

            parts.Add(last == first ? digits[first] : $"{digits[first]}-{digits[last]}");
            first = last + 1;
        }

        return $"[{string.Join(',', parts)}]";
    }

    /// <summary>The number so many after the first one, with as many digits at least, as a range means it.</summary>
    private static string? Next(string first, int offset) =>
        first.Length > MaxDigits ? null : (Number(first) + offset).ToString(CultureInfo.InvariantCulture).PadLeft(first.Length, '0');

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
