using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS;

/// <summary>A finding that there can be, whether or not it is there now.</summary>
public sealed class HealthFindingKind
{
    /// <summary>The id, which never changes, such as <c>NV1001</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>Information</c>, <c>Warning</c> or <c>Critical</c>, unless a policy says otherwise.</summary>
    public required string Severity { get; init; }

    /// <summary>The word of the shared vocabulary.</summary>
    public required string Reason { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The properties of a DIMM's health whose values show it.</summary>
    public required ItemList<string> Evidence { get; init; }

    /// <summary>The policy's limit that decides; null where no limit does.</summary>
    public string? PolicyLimit { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Severity} {Meaning}";

    internal static HealthFindingKind From(FindingKind kind) => new()
    {
        Id = kind.Id,
        Severity = kind.Severity.ToString(),
        Reason = kind.Reason,
        Meaning = kind.Meaning,
        Remedy = kind.Remedy,
        Evidence = [.. kind.Evidence],
        PolicyLimit = PolicyLimits.For(kind.Id)?.Name,
    };
}
