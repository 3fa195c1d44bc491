using NvdimmPS.Findings;

namespace NvdimmPS.Namespaces;

/// <summary>A reason why not, or what one should know.</summary>
/// <param name="Kind">The kind; errors have its id.</param>
/// <param name="Target">The region, DIMM or namespace.</param>
/// <param name="Values">The values that show it.</param>
/// <param name="Next">What to do about it here.</param>
internal sealed record NamespaceFinding(FindingKind Kind, string Target, IReadOnlyList<string?> Values, NextStep Next)
{
    /// <summary>True where it forbids what was asked for.</summary>
    public bool Forbids => Kind.Severity != FindingSeverity.Information;

    /// <summary>A sentence.</summary>
    public string Text => Evidence.Format(Target, Kind.Meaning, [.. Values]);
}
