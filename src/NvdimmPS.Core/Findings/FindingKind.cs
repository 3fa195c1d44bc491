using NvdimmPS.Health;

namespace NvdimmPS.Findings;

/// <summary>A kind of finding: an id that never changes, the word of the shared vocabulary, and what to do.</summary>
/// <param name="Id">Such as <c>NV1001</c>.</param>
/// <param name="Reason">The word of the vocabulary.</param>
/// <param name="Severity">How bad it is, unless a policy says otherwise.</param>
/// <param name="Meaning">A sentence for people.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Evidence">The properties of a DIMM's health whose values show it; none where it is not about a DIMM's health.</param>
/// <param name="Limit">Where it begins; null where a property and a number do not say that.</param>
internal sealed record FindingKind(string Id, string Reason, FindingSeverity Severity, string Meaning, string Remedy,
    IReadOnlyList<string> Evidence, FindingLimit? Limit = null)
{
    /// <summary>What a cause is as a finding. An unknown state is a warning: silence is no success.</summary>
    public static FindingKind For(HealthCause cause) =>
        new(cause.Id, cause.Reason, cause.Level == HealthStatus.Unhealthy
            ? FindingSeverity.Critical
            : FindingSeverity.Warning, cause.Meaning, cause.Remedy, cause.Evidence);
}
