namespace NvdimmPS.Simulation.Machines;

/// <summary>One region of a simulated bus.</summary>
internal sealed record RegionDefinition
{
    public required ulong Size { get; init; }

    public required ulong Resource { get; init; }

    /// <summary><c>nfit/range_index</c>.</summary>
    public required int RangeIndex { get; init; }

    /// <summary>By index into the bus's DIMMs; none for a volatile range.</summary>
    public IReadOnlyList<MappingDefinition> Mappings { get; init; } = [];

    /// <summary>True for a range of type "volatile" (a virtual CD, for example).</summary>
    public bool Volatile { get; init; }

    /// <summary>5 where labels divide the region, 4 where one namespace fills it.</summary>
    public int NamespaceType { get; init; } = 5;

    public ulong Align { get; init; } = 16 << 20;

    public ulong AvailableSize { get; init; }

    public bool? DeepFlush { get; init; }

    public string? PersistenceDomain { get; init; }

    public bool ReadOnly { get; init; }

    public int NumaNode { get; init; }

    /// <summary>Hidden where the range has no proximity domain.</summary>
    public int? TargetNode { get; init; }

    /// <summary><c>set_cookie</c>.</summary>
    public ulong Cookie { get; init; }

    public IReadOnlyList<NamespaceDefinition> Namespaces { get; init; } = [];

    /// <summary>BTT, PFN and DAX devices, claimed and seed ones.</summary>
    public IReadOnlyList<ClaimDefinition> Claims { get; init; } = [];
}
