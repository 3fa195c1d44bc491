namespace NvdimmPS.Simulation.Machines;

/// <summary>A namespace; size 0 is the seed that the kernel keeps ready.</summary>
internal sealed record NamespaceDefinition
{
    public required int Id { get; init; }

    public ulong Size { get; init; }

    public ulong? Resource { get; init; }

    public Guid Uuid { get; init; }

    public string Name { get; init; } = "";

    public int SectorSize { get; init; }

    public string HolderClass { get; init; } = "";

    /// <summary>True for the namespace that the next create uses.</summary>
    public bool Seed { get; init; }

    /// <summary>The block device of an unclaimed namespace, or null.</summary>
    public BlockDefinition? Block { get; init; }
}
