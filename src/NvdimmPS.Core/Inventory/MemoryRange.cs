namespace NvdimmPS.Inventory;

/// <summary>A range of the physical address space, and the region and namespace that it lies in.</summary>
/// <param name="Address">Its first byte.</param>
/// <param name="Length">Bytes.</param>
public sealed record MemoryRange(ulong Address, ulong Length)
{
    private const ulong BlockSize = 512;

    /// <summary>The region; null where none has the address.</summary>
    public string? Region { get; private init; }

    /// <summary>The namespaces of that region which it touches, or may touch: where one of them lies is not always known.</summary>
    public IReadOnlyList<string> Namespaces { get; private init; } = [];

    /// <summary>Blocks of 512 bytes of a namespace's data, counted from the beginning of its block or DAX device.</summary>
    /// <exception cref="NvdimmException">Where its data are is not known, or it has no such blocks.</exception>
    public static MemoryRange From(NvdimmNamespace item, ulong block, ulong count)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.HolderClass == "btt")
        {
            throw InventoryErrors.NoAddress(item, "a BTT keeps the map of its blocks on the media");
        }

        if ((item.Holder is null ? item.Resource : item.DataResource) is not { } start || item.Size is not { } size)
        {
            throw InventoryErrors.NoAddress(item, item.Unavailable.GetValueOrDefault(nameof(item.Resource))
                ?? "the kernel shows the address to root only, and of an enabled namespace");
        }

        var blocks = size / BlockSize;
        return count == 0 || count > blocks || block > blocks - count
            ? throw InventoryErrors.NoSuchBlock(item, block, count, blocks)
            : new MemoryRange(start + (block * BlockSize), count * BlockSize) { Region = item.Region, Namespaces = [item.Name] };
    }

    /// <summary>The range with what it lies in.</summary>
    /// <exception cref="NvdimmException">It reaches beyond the end of a region.</exception>
    public MemoryRange In(Topology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var region = topology.GetRegions().FirstOrDefault(r => r is { Resource: { } start, Size: { } size }
            && Address >= start && Address - start < size);
        if (region is null)
        {
            return this;
        }

        if (Length > region.Size - (Address - region.Resource))
        {
            throw InventoryErrors.BeyondRegion(region, Address, Length);
        }

        return this with
        {
            Region = region.Name,
            Namespaces = [.. topology.GetNamespacesOf(region.Name).Where(MayTouch).Select(n => n.Name)],
        };
    }

    /// <summary>The range with what it lies in, which must be a region.</summary>
    /// <exception cref="NvdimmException">No region has it, or it reaches beyond one.</exception>
    public MemoryRange Within(Topology topology) => In(topology) is { Region: not null } found ? found
        : throw InventoryErrors.NoRegionAt(this);

    /// <summary>Its pieces of at most so many bytes.</summary>
    public IEnumerable<MemoryRange> Pieces(ulong most)
    {
        for (var done = 0UL; done < Length; done += most)
        {
            yield return this with { Address = Address + done, Length = Math.Min(most, Length - done) };
        }
    }

    private bool MayTouch(NvdimmNamespace item) => item.Resource is not { } start || item.RawSize is not { } size
        || (Address < start + size && start < Address + Length);

    /// <inheritdoc/>
    public override string ToString() => $"{Plural.Of(Length, "byte")} at 0x{Address:x}";
}
