namespace NvdimmPS.Inventory;

/// <summary>Reads <c>regionN</c>.</summary>
internal static class RegionReader
{
    // ND_DEVICE_NAMESPACE_IO
    private const int WithoutLabels = 4;

    /// <summary>Null where the region is gone.</summary>
    /// <param name="region">Where it is.</param>
    /// <param name="detail">For health only what findings are made of: what is free the kernel tells only once no call runs.</param>
    /// <param name="origin">The kernel.</param>
    /// <param name="namespaces">Reads its namespaces with it, of these DIMMs, and has their names; else these alone are read.</param>
    public static NvdimmRegion? Read(NdPlace region, TopologyDetail detail, KernelOrigin origin,
        Func<string[], IEnumerable<string>>? namespaces = null)
    {
        if (UEvent.Read(region.Folder) is not { } uevent)
        {
            return null;
        }

        var a = new AttributeReader(origin, region.Folder);
        var rest = detail == TopologyDetail.Health ? a.Skipping(DeviceReader.NotInDetail) : a;
        var namespaceType = rest.Number<int>(nameof(NvdimmRegion.NamespaceType), "nstype");
        var mappings = RegionMappings.Read(a);
        var dimms = RegionMappings.Dimms(mappings);
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
            Size = rest.Count(nameof(NvdimmRegion.Size), "size"),
            Type = Kind(a, uevent.DeviceType),
            Alignment = rest.Count(nameof(NvdimmRegion.Alignment), "align"),
            AvailableSize = Available(rest, namespaceType, nameof(NvdimmRegion.AvailableSize), "available_size"),
            MaxAvailableExtent = Available(rest, namespaceType, nameof(NvdimmRegion.MaxAvailableExtent), "max_available_extent"),
            NamespaceType = namespaceType,
            InterleaveSetCookie = rest.Hex(nameof(NvdimmRegion.InterleaveSetCookie), "set_cookie"),
            ReadOnly = a.Flag(nameof(NvdimmRegion.ReadOnly), "read_only"),
            DeepFlush = rest.Flag(nameof(NvdimmRegion.DeepFlush), "deep_flush"),
            PersistenceDomain = rest.Text(nameof(NvdimmRegion.PersistenceDomain), "persistence_domain"),
            NumaNode = a.NumaNode(nameof(NvdimmRegion.NumaNode), "numa_node"),
            TargetNode = rest.NumaNode(nameof(NvdimmRegion.TargetNode), "target_node"),
            RangeIndex = rest.Number<int>(nameof(NvdimmRegion.RangeIndex), "nfit/range_index"),
            Resource = rest.Count(nameof(NvdimmRegion.Resource), "resource"),
            Driver = uevent.Driver,
            Enabled = uevent.Driver is not null,
            InitNamespaces = rest.Text(nameof(NvdimmRegion.InitNamespaces), "init_namespaces"),
            BadBlockCount = badBlocks.Count,
            BadBlocks = badBlocks.Blocks,
            BadBlocksAtLeast = badBlocks.AtLeast,
            LacksBadBlocks = badBlocks.IsPartial,
            Mappings = mappings,
            Dimms = dimms,
            Namespaces = detail == TopologyDetail.Health ? [] : [.. namespaces?.Invoke(dimms) ?? NamesOfNamespaces(region)],
            Source = origin.Source,
            Unavailable = a.Unavailable,
        };
    }

    private static string[] NamesOfNamespaces(NdPlace region)
    {
        var names = new List<string>();
        foreach (var place in Namespaces(region))
        {
            if (!NamespaceReader.IsSeed(place.Folder))
            {
                names.Add(place.Name);
            }
        }

        return [.. names];
    }

    /// <summary>Where a region's namespaces are, seeds too.</summary>
    public static IEnumerable<NdPlace> Namespaces(NdPlace region) => NdTree.Within(region, $"namespace{region.Id}.");

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
