namespace NvdimmPS.Files;

/// <summary>What messages say of words that are not known.</summary>
internal static class Suggestion
{
    private const int Most = 60;
    private static readonly char[] Digits = [.. "0123456789."];

    /// <summary>A word of the file as a message may repeat it: short, and without what would confuse a terminal.</summary>
    public static string Shown(string word) => Printable.Line(word, Most);

    /// <summary>The nearest of the words that there are, or all of them.</summary>
    public static string For(string word, IReadOnlyCollection<string> words) =>
        DidYouMean(word, words) is { Length: > 0 } question ? question.TrimEnd() : $"Use one of {string.Join(", ", words)}.";

    /// <summary>The nearest of the words as a question with a blank behind it; nothing where none is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> words)
    {
        // A word of which only the beginning was typed, then one with few other letters.
        var all = words.ToArray();
        var begun = all.Where(w => word.Length > 2 && w.StartsWith(word, StringComparison.OrdinalIgnoreCase)).MinBy(w => w.Length);
        var nearest = begun ?? all.MinBy(w => Distance(word, w));
        var isNear = nearest is not null && (begun is not null || Distance(word, nearest) <= Math.Max(2, nearest.Length / 3));
        return isNear && !IsOtherNumber(word, nearest!)
            ? $"Did you mean '{nearest}'? "
            : string.Empty;
    }

    /// <summary>True of nmem9 for nmem99: a typed number is meant as typed.</summary>
    private static bool IsOtherNumber(string word, string nearest) => string.Equals(
        word.TrimEnd(Digits), nearest.TrimEnd(Digits), StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(word[^1]);

    /// <summary>How many letters must change, case aside (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        if (from.Length > Most)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
