namespace NvdimmPS.Inventory;

/// <summary>Which bytes of its region a namespace takes.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last one.</param>
internal sealed record NamespaceExtent(NvdimmNamespace Namespace, ulong Start, ulong End)
{
    /// <summary>The namespaces of a region, by place; null where that of one is not known, with the reason.</summary>
    public static NamespaceExtent[]? Find(NvdimmRegion region, IReadOnlyCollection<NvdimmNamespace> namespaces, out string? reason)
    {
        var extents = new List<NamespaceExtent>();
        foreach (var item in namespaces)
        {
            if (Find(region, item, namespaces.Count == 1) is not { } extent)
            {
                reason = $"where {item.Name} begins in {region.Name} is not known: "
                    + (item.Unavailable.GetValueOrDefault(nameof(item.Resource))
                        ?? region.Unavailable.GetValueOrDefault(nameof(region.Resource)) ?? "its address is not within the region's");
                return null;
            }

            extents.Add(extent);
        }

        reason = null;
        return [.. extents.OrderBy(e => e.Start)];
    }

    private static NamespaceExtent? Find(NvdimmRegion region, NvdimmNamespace item, bool isAlone)
    {
        if (item.RawSize is not { } size)
        {
            return null;
        }

        if (isAlone && size == region.Size)
        {
            return new NamespaceExtent(item, 0, size);
        }

        // One that does not lie within its region is of another time than the region.
        return item.Resource is { } at && region.Resource is { } start && at >= start && at - start <= (region.Size ?? 0)
            && size <= (region.Size ?? 0) - (at - start)
            ? new NamespaceExtent(item, at - start, at - start + size)
            : null;
    }
}
