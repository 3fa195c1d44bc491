namespace NvdimmPS;

/// <summary>
/// A run of blocks that cannot be read, and where it lies: in the region, on which DIMM, in which namespace. A run that crosses
/// the border of a namespace, or goes on on another DIMM, is two. What is null is not known; <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmBadBlockRange
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>Its bus.</summary>
    public required string Bus { get; init; }

    /// <summary>The first block, in units of 512 bytes from the region's start.</summary>
    public ulong Sector { get; init; }

    /// <summary>How many blocks of 512 bytes.</summary>
    public ulong Count { get; init; }

    /// <summary>Bytes from the region's start.</summary>
    public ulong Offset { get; init; }

    /// <summary>Bytes.</summary>
    public ulong Length { get; init; }

    /// <summary>Where it begins in the physical address space; the kernel shows the region's address to root only.</summary>
    public ulong? SystemPhysicalAddress { get; init; }

    /// <summary>The DIMM that it is on; all of an interleaved region where the bus does not say which, since each may be it.</summary>
    public required ItemList<string> Dimms { get; init; }

    /// <summary>
    /// <c>Exact</c>, <c>Candidates</c> where the region is interleaved and its bus cannot be asked, or <c>None</c> where no DIMM
    /// is known behind it.
    /// </summary>
    public required string DimmMatch { get; init; }

    /// <summary>Where it begins in the DIMM's own address space, of an exact match.</summary>
    public ulong? DimmPhysicalAddress { get; init; }

    /// <summary>The namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>
    /// The first block in the namespace, in units of 512 bytes from its start, with what a BTT or PFN instance keeps there.
    /// </summary>
    public ulong? NamespaceSector { get; init; }

    /// <summary>The namespace's block device.</summary>
    public string? BlockDevice { get; init; }

    /// <summary>The first block of the block device, in units of 512 bytes.</summary>
    public ulong? BlockDeviceSector { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <summary>True where it lies in one of these namespaces, or could: where they are is not known.</summary>
    public bool MayBeIn(IReadOnlySet<string> namespaces)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        return Namespace is null ? !IsFree : namespaces.Contains(Namespace);
    }

    /// <summary>True where it is known that no namespace is there.</summary>
    internal bool IsFree { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Region} {Sector}+{Count}";
}
