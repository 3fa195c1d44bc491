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

    public ulong Align { get; init; } = 16 << 20;

    public bool? DeepFlush { get; init; }

    public string? PersistenceDomain { get; init; }

    public bool ReadOnly { get; init; }

    public int NumaNode { get; init; }

    /// <summary>Hidden where the range has no proximity domain.</summary>
    public int? TargetNode { get; init; }

    /// <summary>What ties labels of version 1.2 to their interleave set (the kernel's cookie2).</summary>
    public ulong Cookie { get; init; }

    /// <summary>The same of version 1.1 (cookie1).</summary>
    public ulong LegacyCookie { get; init; }

    /// <summary>
    /// What old kernels made of it (altcookie), with the DIMMs in the order of their offsets' bytes in memory; the same where that is the
    /// same order.
    /// </summary>
    public ulong? AlternateCookie { get; init; }

    /// <summary>As a boot of the machine showed them; where there are none, the labels are read.</summary>
    public IReadOnlyList<NamespaceDefinition> Namespaces { get; init; } = [];

    /// <summary>BTT, PFN and DAX devices, claimed and seed ones.</summary>
    public IReadOnlyList<ClaimDefinition> Claims { get; init; } = [];
}
