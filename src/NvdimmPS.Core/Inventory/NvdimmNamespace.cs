namespace NvdimmPS;

/// <summary>
/// A namespace: <c>namespaceR.I</c>. A BTT, PFN or DAX instance may claim it; then <see cref="Size"/> and
/// <see cref="Uuid"/> are the claiming instance's and <see cref="RawSize"/> and <see cref="RawUuid"/> its own.
/// </summary>
public sealed class NvdimmNamespace
{
    /// <summary>The kernel's name, such as <c>namespace0.1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The numbers in the name, such as <c>0.1</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of the region.</summary>
    public string Region { get; init; } = "";

    /// <summary>The name of the bus.</summary>
    public string Bus { get; init; } = "";

    /// <summary><c>raw</c>, <c>sector</c>, <c>fsdax</c> or <c>devdax</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>The kernel's word for it: <c>raw</c>, <c>safe</c>, <c>memory</c>, <c>dax</c>.</summary>
    public string? KernelMode { get; init; }

    /// <summary><c>pmem</c> with labels, <c>io</c> without, <c>blk</c> in a region of that type.</summary>
    public string? Type { get; init; }

    /// <summary>Bytes that can be used.</summary>
    public ulong? Size { get; init; }

    /// <summary>Bytes of the region that it takes.</summary>
    public ulong? RawSize { get; init; }

    /// <summary>The UUID of what can be used.</summary>
    public string? Uuid { get; init; }

    /// <summary>The UUID in the labels.</summary>
    public string? RawUuid { get; init; }

    /// <summary>The name that a person gave it.</summary>
    public string? AlternateName { get; init; }

    /// <summary>Bytes. 512 where the kernel says nothing; null for devdax.</summary>
    public ulong? SectorSize { get; init; }

    /// <summary>The sector sizes to choose from.</summary>
    public ItemList<ulong>? SupportedSectorSizes { get; init; }

    /// <summary>The instance that claims it, such as <c>btt0.0</c>.</summary>
    public string? Holder { get; init; }

    /// <summary><c>btt</c>, <c>pfn</c> or <c>dax</c>.</summary>
    public string? HolderClass { get; init; }

    /// <summary>Where the page structures of fsdax and devdax are: <c>mem</c> or <c>dev</c>.</summary>
    public string? Map { get; init; }

    /// <summary>The mapping alignment of fsdax and devdax, in bytes.</summary>
    public ulong? Alignment { get; init; }

    /// <summary>Whether a driver is bound to it, or to what claims it.</summary>
    public bool Enabled { get; init; }

    /// <summary>The block device's name, such as <c>pmem0</c>.</summary>
    public string? BlockDevice { get; init; }

    /// <summary>The DAX character device's name, such as <c>dax0.1</c>; the first one's where there are several.</summary>
    public string? DaxDevice { get; init; }

    /// <summary>
    /// <c>devdax</c>, or <c>system-ram</c> where the kernel uses the DAX device as memory; <c>mixed</c> where it is split into both.
    /// </summary>
    public string? DaxMode { get; init; }

    /// <summary>All of its DAX devices: one, unless it was split (<c>daxctl create-device</c>).</summary>
    public ItemList<NvdimmDaxDevice> DaxDevices { get; init; } = [];

    /// <summary>The major:minor of the block or DAX device.</summary>
    public string? DeviceNumber { get; init; }

    /// <summary>Where the block device, or a partition of it, is mounted.</summary>
    public ItemList<string> MountPoints { get; init; } = [];

    /// <summary>
    /// What uses it, down to what is stacked on it: mounts, device mapper, LVM, md, swap, loop devices, and each DAX device, since what
    /// has one open cannot be seen.
    /// </summary>
    public ItemList<NvdimmConsumer> Consumers { get; init; } = [];

    /// <summary>The names of the DIMMs that it is on.</summary>
    public ItemList<string> Dimms { get; init; } = [];

    /// <summary>The NUMA node.</summary>
    public int? NumaNode { get; init; }

    /// <summary>The NUMA node that it would be as memory of its own.</summary>
    public int? TargetNode { get; init; }

    /// <summary>Where it begins in the physical address space. The kernel shows this to root only.</summary>
    public ulong? Resource { get; init; }

    /// <summary>Where the data of the instance that claims it begin in the physical address space; null where that is not known.</summary>
    internal ulong? DataResource { get; init; }

    /// <summary>Whether the next enabling passes over a BTT, PFN or DAX on it.</summary>
    public bool? ForceRaw { get; init; }

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
