using NvdimmPS.Findings;

namespace NvdimmPS;

/// <summary>One thing that is wrong: with what, how one can tell, and what to do.</summary>
public sealed class HealthFinding
{
    /// <summary>The id, which never changes, such as <c>NV1001</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>Information</c>, <c>Warning</c> or <c>Critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>The DIMM, region or machine that it is about.</summary>
    public required string Target { get; init; }

    /// <summary>The DIMM; null where it is about something else.</summary>
    public string? Dimm { get; init; }

    /// <summary>The word of the shared vocabulary.</summary>
    public required string Reason { get; init; }

    /// <summary>What is wrong, with the values that show it.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>True where a policy mutes it.</summary>
    public bool Muted { get; init; }

    /// <summary>Why it is muted, as the policy says.</summary>
    public string? MutedReason { get; init; }

    /// <summary>When the values were read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The remote host it belongs to; null for this host.</summary>
    internal string? Host { get; init; }

    /// <summary>True where a machine with it does not pass: a warning or worse that is not muted.</summary>
    internal bool Counts => !Muted && Severity != nameof(FindingSeverity.Information);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Severity} {Evidence}";
}
