using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Machines;

/// <summary>What makes a namespace more than raw: <c>bttR.I</c>, <c>pfnR.I</c> or <c>daxR.I</c>.</summary>
internal sealed record ClaimDefinition
{
    /// <summary>What the kernel keeps ready in a region without claims: one seed of each kind.</summary>
    public static readonly IReadOnlyList<ClaimDefinition> Seeds =
    [
        new() { Kind = ClaimKind.Btt, Id = 0, Seed = true },
        new() { Kind = ClaimKind.Dax, Id = 0, Seed = true },
        new() { Kind = ClaimKind.Pfn, Id = 0, Seed = true },
    ];

    public required ClaimKind Kind { get; init; }

    public required int Id { get; init; }

    /// <summary>The namespace it claims; null for a seed.</summary>
    public int? Namespace { get; init; }

    public Guid Uuid { get; init; }

    public int SectorSize { get; init; }

    public ulong Align { get; init; } = 2 << 20;

    public ulong? Resource { get; init; }

    public ulong? Size { get; init; }

    public bool Seed { get; init; }

    public BlockDefinition? Block { get; init; }
}
