using System.Collections.ObjectModel;
using NvdimmPS.Files;

namespace NvdimmPS.Findings.Policies;

/// <summary>What counts as wrong, how bad it is, and what is known already.</summary>
public sealed record HealthPolicy
{
    /// <summary>The version of the files that this reads.</summary>
    public const int Version = 1;

    /// <summary>A policy's file.</summary>
    internal static DataOrigin File(string path) => new(path, "policy", MentionKind.TestHealth, PolicyErrors.Invalid);

    /// <summary>The one that holds where none is given.</summary>
    public static HealthPolicy BuiltIn { get; } = new();

    public HealthLimits Limits { get; init; } = new();

    /// <summary>Id → severity, where it is not the usual one.</summary>
    public IReadOnlyDictionary<string, FindingSeverity> Severities { get; init; } = ReadOnlyDictionary<string, FindingSeverity>.Empty;

    public IReadOnlyList<HealthMute> Mutes { get; init; } = [];
}
