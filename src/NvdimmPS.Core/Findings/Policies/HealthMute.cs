using System.Text.RegularExpressions;

namespace NvdimmPS.Findings.Policies;

/// <summary>A finding that somebody knows of already.</summary>
/// <param name="Id">Which.</param>
/// <param name="Dimm">Of what: a name or unique id, with *, ? and [0-3]; null is all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it ends (UTC); null is never.</param>
public sealed record HealthMute(string Id, string? Dimm, string Reason, DateTime? Until)
{
    private readonly Regex? _pattern = Dimm is null ? null : Pattern(Dimm);

    public bool HasExpired(DateTime now) => Until <= now;

    public bool Meets(string id, string target, string? uniqueId) =>
        string.Equals(Id, id, StringComparison.OrdinalIgnoreCase)
            && (_pattern is null || _pattern.IsMatch(target) || (uniqueId is not null && _pattern.IsMatch(uniqueId)));

    /// <exception cref="ArgumentException">A bracket is not closed, or a range runs backwards.</exception>
    private static Regex Pattern(string wildcard)
    {
        var pattern = Regex.Escape(wildcard).Replace("\\*", ".*", StringComparison.Ordinal)
            .Replace("\\?", ".", StringComparison.Ordinal).Replace("\\[", "[", StringComparison.Ordinal);
        return new Regex($"\\A{pattern}\\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
