namespace NvdimmPS.Reports;

/// <summary>Names as people sort them: node2 before node10.</summary>
internal sealed class NaturalOrder : IComparer<string?>
{
    public static readonly NaturalOrder Instance = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? string.Empty, y ?? string.Empty);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var left = Run(a, i);
            var right = Run(b, j);
            var order = char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j])
                ? Numbers(left, right)
                : left.CompareTo(right, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }

            (i, j) = (i + left.Length, j + right.Length);
        }

        return a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);
    }

    /// <summary>The digits that begin there, or the text up to the next digit.</summary>
    private static ReadOnlySpan<char> Run(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]) == char.IsAsciiDigit(text[start]))
        {
            end++;
        }

        return text.AsSpan(start, end - start);
    }

    private static int Numbers(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        var a = x.TrimStart('0');
        var b = y.TrimStart('0');
        return a.Length != b.Length ? a.Length - b.Length : a.SequenceCompareTo(b);
    }
}
