namespace NvdimmPS.Inventory;

/// <summary>Reads <c>regionN</c>.</summary>
internal static class RegionReader
{
    // ND_DEVICE_NAMESPACE_IO
    private const int WithoutLabels = 4;

    /// <summary>Null where the region is gone.</summary>
    public static NvdimmRegion? Read(NdPlace region, KernelOrigin origin)
    {
        if (UEvent.Read(region.Folder) is not { } uevent)
        {
            return null;
        }

        var a = new AttributeReader(origin, region.Folder);
        var namespaceType = a.Number<int>(nameof(NvdimmRegion.NamespaceType), "nstype");
        var mappings = RegionMappings.Read(a);
        var badBlocks = BadBlockList.Read(a);
        if (uevent.Driver is null)
        {
            a.Miss(nameof(NvdimmRegion.Driver), "no driver is bound");
        }

        return new NvdimmRegion
        {
            Name = region.Name,
            Id = region.Id,
            Bus = region.BusName,
            Size = a.Count(nameof(NvdimmRegion.Size), "size"),
            Type = Kind(a, uevent.DeviceType),
            Alignment = a.Count(nameof(NvdimmRegion.Alignment), "align"),
            AvailableSize = Available(a, namespaceType, nameof(NvdimmRegion.AvailableSize), "available_size"),
            MaxAvailableExtent = Available(a, namespaceType, nameof(NvdimmRegion.MaxAvailableExtent), "max_available_extent"),
            NamespaceType = namespaceType,
            InterleaveSetCookie = a.Hex(nameof(NvdimmRegion.InterleaveSetCookie), "set_cookie"),
            ReadOnly = a.Flag(nameof(NvdimmRegion.ReadOnly), "read_only"),
            DeepFlush = a.Flag(nameof(NvdimmRegion.DeepFlush), "deep_flush"),
            PersistenceDomain = a.Text(nameof(NvdimmRegion.PersistenceDomain), "persistence_domain"),
            NumaNode = a.NumaNode(nameof(NvdimmRegion.NumaNode), "numa_node"),
            TargetNode = a.NumaNode(nameof(NvdimmRegion.TargetNode), "target_node"),
            RangeIndex = a.Number<int>(nameof(NvdimmRegion.RangeIndex), "nfit/range_index"),
            Resource = a.Count(nameof(NvdimmRegion.Resource), "resource"),
            Driver = uevent.Driver,
            Enabled = uevent.Driver is not null,
            InitNamespaces = a.Text(nameof(NvdimmRegion.InitNamespaces), "init_namespaces"),
            BadBlockCount = badBlocks.Count,
            BadBlocks = badBlocks.Blocks,
            BadBlocksAtLeast = badBlocks.AtLeast,
            LacksBadBlocks = badBlocks.IsPartial,
            Mappings = mappings,
            Dimms = RegionMappings.Dimms(mappings),
            Namespaces = [.. Namespaces(region).Where(n => !NamespaceReader.IsSeed(n.Folder)).Select(n => n.Name)],
            Source = origin.Source,
            Unavailable = a.Unavailable,
        };
    }

    /// <summary>Where a region's namespaces are, seeds too.</summary>
    public static IEnumerable<NdPlace> Namespaces(NdPlace region) => NdTree.Within(region.Folder, $"namespace{region.Id}.");

    /// <summary>Without labels one namespace takes the whole region, while the kernel's figure still counts all of it as free.</summary>
    private static ulong? Available(AttributeReader a, int? namespaceType, string property, string attribute) =>
        namespaceType == WithoutLabels ? 0 : a.Count(property, attribute);

    private static string? Kind(AttributeReader a, string? deviceType)
    {
        switch (deviceType)
        {
            case "nd_pmem": return "pmem";
            case "nd_volatile": return "volatile";
            case "nd_blk": return "blk";
            case null: a.Miss(nameof(NvdimmRegion.Type), "devtype", "no such attribute"); return null;
            default: return a.Bad<string>(nameof(NvdimmRegion.Type), "devtype", "not a type of region", deviceType);
        }
    }
}
