using NvdimmPS.Abi;

namespace NvdimmPS.Namespaces;

/// <summary>A region and all around it that decides whether a namespace can be made in it, as sysfs shows it.</summary>
internal sealed record NamespaceSite
{
    public required NvdimmRegion Region { get; init; }

    /// <summary>The control node of its bus.</summary>
    public required NdNode Bus { get; init; }

    /// <summary>Its DIMMs, as far as they are there.</summary>
    public IReadOnlyList<NvdimmDevice> Dimms { get; init; } = [];

    /// <summary>The place for a new namespace; null where there is none.</summary>
    public NamespacePlace? Place { get; init; }

    /// <summary>By kind: <c>btt</c>, <c>pfn</c>, <c>dax</c>.</summary>
    public IReadOnlyDictionary<string, NamespaceSeed> Seeds { get; init; } = new Dictionary<string, NamespaceSeed>();

    /// <summary>The sector sizes that an empty place offers; empty where the kernel offers no choice.</summary>
    public IReadOnlyList<ulong> SectorSizes { get; init; } = [];

    /// <summary>The UUIDs of the bus's namespaces, which are read where one is to be given.</summary>
    public Lazy<HashSet<string>> Uuids { get; init; } = new(() => []);

    /// <summary>
    /// The version of the labels, which is read where the sector mode is to be judged; null where it is not known, or not the same on
    /// all DIMMs. The kernel initialises those of version 1.2 where there are none.
    /// </summary>
    public Lazy<string?> LabelVersion { get; init; } = new((string?)null);

    /// <summary>The drivers of namespaces that are loaded: <c>nd_pmem</c>, <c>dax_pmem</c>.</summary>
    public IReadOnlySet<string> Drivers { get; init; } = new HashSet<string>();

    /// <summary>Whether sysfs takes no writes.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether a namespace takes a part of it, as labels allow.</summary>
    public bool HasLabels => Region.NamespaceType == 5;

    /// <summary>Whether each DIMM has a place for labels; some have none at all.</summary>
    public bool CanHaveLabels => Dimms.Count > 0 && Dimms.All(d => d.Commands?.Contains("set_data") == true);

    /// <summary>How many DIMMs share each namespace.</summary>
    public int Ways => Math.Max(1, Region.Mappings.Length);

    /// <summary>Bytes of the largest namespace.</summary>
    public ulong Largest => HasLabels ? Region.MaxAvailableExtent ?? Region.AvailableSize ?? 0 : Region.Size ?? 0;

    /// <summary>The unit of namespace sizes; kernels before 5.7 ask for a page and show none.</summary>
    public ulong Alignment => Region.Alignment ?? NamespaceMath.Page;

    /// <summary>Where the free pieces of the region are: offset and length; null where that is not known.</summary>
    public IReadOnlyList<(ulong Offset, ulong Length)>? FreePieces { get; init; }
}
