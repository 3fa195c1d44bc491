namespace NvdimmPS;

/// <summary>How the capacity of a DIMM is used, in bytes. What is null was not reported; <see cref="Unavailable"/> says why.</summary>
public sealed class NvdimmCapacity
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary>The part number.</summary>
    public string? PartNumber { get; init; }

    /// <summary>What the module may do: <c>MemoryMode</c>, <c>AppDirect</c>, <c>PackageSparing</c> …</summary>
    public ItemList<string>? Features { get; init; }

    /// <summary>The version of the module's firmware interface.</summary>
    public string? FisVersion { get; init; }

    /// <summary>All of the DIMM; of one whose firmware does not say, what regions map.</summary>
    public ulong? Total { get; init; }

    /// <summary>The volatile partition: what serves as memory where the platform is in Memory Mode.</summary>
    public ulong? MemoryMode { get; init; }

    /// <summary>What regions map: App Direct.</summary>
    public ulong? AppDirect { get; init; }

    /// <summary>The persistent partition, where no region maps any of it.</summary>
    public ulong? Unconfigured { get; init; }

    /// <summary>What is left of the persistent partition, where regions map a part of it.</summary>
    public ulong? Reserved { get; init; }

    /// <summary>What is in neither partition: the module's own data, and what alignment leaves.</summary>
    public ulong? Inaccessible { get; init; }

    /// <summary>Where the total comes from: <c>PartitionInfo</c>, <c>Identity</c> or <c>Mappings</c>.</summary>
    public string? TotalFrom { get; init; }

    /// <summary>When it was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Dimm;
}
