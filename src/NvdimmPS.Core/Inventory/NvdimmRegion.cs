namespace NvdimmPS;

/// <summary>A range of the physical address space on one DIMM or interleaved over several: <c>regionN</c>.</summary>
public sealed class NvdimmRegion
{
    /// <summary>The kernel's name, such as <c>region0</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number in the name.</summary>
    public int Id { get; init; }

    /// <summary>The name of the bus.</summary>
    public string Bus { get; init; } = "";

    /// <summary>Bytes.</summary>
    public ulong? Size { get; init; }

    /// <summary><c>pmem</c>, <c>volatile</c>, or <c>blk</c> (a block aperture; kernels before 5.18).</summary>
    public string? Type { get; init; }

    /// <summary>The unit of namespace sizes, in bytes.</summary>
    public ulong? Alignment { get; init; }

    /// <summary>Bytes that no namespace has; 0 without labels, where one namespace takes all.</summary>
    public ulong? AvailableSize { get; init; }

    /// <summary>Bytes of the largest namespace that can be made now.</summary>
    public ulong? MaxAvailableExtent { get; init; }

    /// <summary>The kernel's number: 4 without labels, 5 with labels.</summary>
    public int? NamespaceType { get; init; }

    /// <summary>What the labels must carry to belong to this set of DIMMs, such as <c>0x3fe000000fe</c>.</summary>
    public string? InterleaveSetCookie { get; init; }

    /// <summary>Whether it may not be written, as when a DIMM is not armed.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Whether writes can be flushed as far as the DIMMs.</summary>
    public bool? DeepFlush { get; init; }

    /// <summary><c>cpu_cache</c> or <c>memory_controller</c>: from where on a power failure loses nothing.</summary>
    public string? PersistenceDomain { get; init; }

    /// <summary>The NUMA node.</summary>
    public int? NumaNode { get; init; }

    /// <summary>The NUMA node that it would be as memory of its own.</summary>
    public int? TargetNode { get; init; }

    /// <summary>The index of its range in the NFIT.</summary>
    public int? RangeIndex { get; init; }

    /// <summary>Where it begins in the physical address space. The kernel shows this to root only.</summary>
    public ulong? Resource { get; init; }

    /// <summary>The driver that is bound.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether a driver is bound.</summary>
    public bool Enabled { get; init; }

    /// <summary>Namespaces that came up and namespaces found when the region was enabled, such as <c>1/1</c>.</summary>
    public string? InitNamespaces { get; init; }

    /// <summary>Blocks of 512 bytes that cannot be read.</summary>
    public ulong? BadBlockCount { get; init; }

    /// <summary>Where they are; without a count, those that could be read.</summary>
    public ItemList<NvdimmBadBlock>? BadBlocks { get; init; }

    /// <summary>How many there are at least, where they could not be counted.</summary>
    internal ulong? BadBlocksAtLeast { get; init; }

    /// <summary>True where the kernel's list was there, and not all of it could be read.</summary>
    internal bool LacksBadBlocks { get; init; }

    /// <summary>The DIMMs' parts, by position.</summary>
    public ItemList<NvdimmMapping> Mappings { get; init; } = [];

    /// <summary>The names of the DIMMs, by position.</summary>
    public ItemList<string> Dimms { get; init; } = [];

    /// <summary>The names of its namespaces.</summary>
    public ItemList<string> Namespaces { get; init; } = [];

    /// <summary><c>Device</c> or <c>Simulated</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
