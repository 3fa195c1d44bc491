using NvdimmPS.Inventory;

namespace NvdimmPS.BadBlocks;

/// <summary>
/// Says where a region's bad blocks lie. sysfs tells it but for the interleave of an NFIT, which is not in it: for that the
/// bus's firmware is asked, if it may be.
/// </summary>
public static class BadBlockMap
{
    private const ulong SectorSize = 512;

    /// <summary>The runs of one region, cut where namespaces begin and end.</summary>
    /// <param name="region">The region.</param>
    /// <param name="namespaces">Its namespaces.</param>
    /// <param name="report">Takes what is wrong with one run, while the others go on.</param>
    /// <param name="translator">Tells the DIMM of an interleaved region's block; null sends no call.</param>
    /// <exception cref="NvdimmException">The bad blocks are not known.</exception>
    public static IEnumerable<NvdimmBadBlockRange> Map(NvdimmRegion region, IReadOnlyCollection<NvdimmNamespace> namespaces,
        Action<NvdimmException> report,
        SpaTranslator? translator = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(namespaces);
        ArgumentNullException.ThrowIfNull(report);
        return region.BadBlocks is null ? throw BadBlockErrors.NotKnown(region) : Runs(region, namespaces, report, translator);
    }

    private static IEnumerable<NvdimmBadBlockRange> Runs(NvdimmRegion region, IReadOnlyCollection<NvdimmNamespace> namespaces,
        Action<NvdimmException> report, SpaTranslator? translator)
    {
        var pieces = new BadBlockPieces(region, translator);
        var extents = NamespaceExtent.Find(region, namespaces, out var reason);
        foreach (var block in region.BadBlocks!)
        {
            var most = (region.Size ?? ulong.MaxValue) / SectorSize;
            if (block.Count == 0 || block.Count > most || block.Sector > most - block.Count)
            {
                report(BadBlockErrors.Outside(region, block));
                continue;
            }

            foreach (var (start, end, extent) in Cut(block.Sector * SectorSize, (block.Sector + block.Count) * SectorSize, extents ?? []))
            {
                foreach (var (first, last, place) in pieces.Of(start, end))
                {
                    yield return Range(region, first, last, place, extent, extents is null ? reason : null);
                }
            }
        }
    }

    /// <summary>The parts of a run, each in one namespace or in none.</summary>
    private static IEnumerable<(ulong Start, ulong End, NamespaceExtent? Extent)> Cut(ulong start, ulong end, NamespaceExtent[] extents)
    {
        foreach (var extent in extents.Where(e => e.Start < end && e.End > start))
        {
            if (extent.Start > start)
            {
                yield return (start, extent.Start, null);
                start = extent.Start;
            }

            var last = Math.Min(end, extent.End);
            if (last > start)
            {
                yield return (start, last, extent);
                start = last;
            }
        }

        if (start < end)
        {
            yield return (start, end, null);
        }
    }

    private static NvdimmBadBlockRange Range(NvdimmRegion region, ulong start, ulong end, SpaPlace? place, NamespaceExtent? extent,
        string? reason)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = extent?.Namespace;
        if (found is null)
        {
            foreach (var property in (string[])[nameof(NvdimmBadBlockRange.Namespace), nameof(NvdimmBadBlockRange.NamespaceSector),
                nameof(NvdimmBadBlockRange.BlockDevice),
                nameof(NvdimmBadBlockRange.BlockDeviceSector)])
            {
                reasons[property] = reason ?? "no namespace is there";
            }
        }

        return new NvdimmBadBlockRange
        {
            Region = region.Name,
            Bus = region.Bus,
            Sector = start / SectorSize,
            Count = (end - start) / SectorSize,
            Offset = start,
            Length = end - start,
            SystemPhysicalAddress = Address(region, start, reasons),
            Dimms = place is { Dimms.Length: > 0 } ? place.Dimms : region.Dimms,
            DimmMatch =
                region.Mappings.Length switch { 0 => "None", 1 => "Exact", _ => place is { Dimms.Length: > 0 } ? "Exact" : "Candidates" },
            DimmPhysicalAddress = OnDimm(region, start, end, place, reasons),
            Namespace = found?.Name,
            NamespaceSector = extent is null ? null : (start - extent.Start) / SectorSize,
            BlockDevice = found is null ? null : Device(found, reasons),
            BlockDeviceSector = extent is null ? null : OnDevice(region, start, extent, reasons),
            IsFree = found is null && reason is null,
            Source = region.Source,
            Unavailable = reasons,
        };
    }

    private static ulong? Address(NvdimmRegion region, ulong start, Dictionary<string, string> reasons)
    {
        if (region.Resource is { } resource && resource <= ulong.MaxValue - start)
        {
            return resource + start;
        }

        reasons[nameof(NvdimmBadBlockRange.SystemPhysicalAddress)] =
            region.Unavailable.GetValueOrDefault(nameof(region.Resource)) ?? "the region's address is not known";
        return null;
    }

    private static ulong? OnDimm(NvdimmRegion region, ulong start, ulong end, SpaPlace? place, Dictionary<string, string> reasons)
    {
        if (place is { Reason: null })
        {
            return place.Address;
        }

        if (region.Mappings is [var only] && end <= only.Length && only.Offset <= ulong.MaxValue - end)
        {
            return only.Offset + start;
        }

        reasons[nameof(NvdimmBadBlockRange.DimmPhysicalAddress)] = region.Mappings.Length switch
        {
            0 => region.Unavailable.GetValueOrDefault(nameof(region.Mappings)) ?? "no DIMM is known behind the region",
            1 => $"{region.Mappings[0].Dimm}'s part of the region is smaller",
            _ when place is { Dimms.Length: > 0 } => place.Reason,
            var many =>
                $"the region is interleaved over {many} DIMMs, and the interleave is not in sysfs: "
                    + $"{place?.Reason ?? "the bus was not asked"}",
        };
        return null;
    }

    private static string? Device(NvdimmNamespace found, Dictionary<string, string> reasons)
    {
        if (found.BlockDevice is null)
        {
            reasons[nameof(NvdimmBadBlockRange.BlockDevice)] =
                found.Unavailable.GetValueOrDefault(nameof(found.BlockDevice)) ?? "it has no block device";
        }

        return found.BlockDevice;
    }

    private static ulong? OnDevice(NvdimmRegion region, ulong start, NamespaceExtent extent, Dictionary<string, string> reasons)
    {
        var found = extent.Namespace;
        var why = found switch
        {
            { BlockDevice: null } => "it has no block device",
            { HolderClass: "btt" } => "a BTT keeps the map of its blocks on the media: the block can be any of the device, or none",
            { HolderClass: "pfn", DataResource: null } =>
                "where the data of its PFN instance begin is not known: the kernel shows it to root only",
            _ => null,
        };
        var first = found.HolderClass == "pfn" && found.DataResource is { } data && region.Resource is { } resource && data >= resource
            ? data - resource
            : extent.Start;
        if (why is null && start < first)
        {
            why = "it lies before the device's data, in what the PFN instance keeps for itself";
        }

        if (why is not null)
        {
            reasons[nameof(NvdimmBadBlockRange.BlockDeviceSector)] = why;
            return null;
        }

        return (start - first) / SectorSize;
    }
}
