namespace NvdimmPS.Inventory;

/// <summary>Which regions map a DIMM, and their NUMA node.</summary>
internal sealed record DimmUse(string[] Regions, int? NumaNode)
{
    private static readonly DimmUse None = new([], null);

    /// <summary>Reads the mappings of every region once, for all DIMMs.</summary>
    public static Func<string, DimmUse> ReadAll(IEnumerable<NdPlace> regions)
    {
        var uses = new Dictionary<string, DimmUse>(StringComparer.Ordinal);
        foreach (var region in regions)
        {
            var a = new AttributeReader(region.Folder);
            int? node = null;
            foreach (var dimm in RegionMappings.Dimms(RegionMappings.Read(a)))
            {
                node ??= a.NumaNode(nameof(NvdimmRegion.NumaNode), "numa_node");
                var use = uses.GetValueOrDefault(dimm, None);
                uses[dimm] = new DimmUse([.. use.Regions, region.Name], use.NumaNode ?? node);
            }
        }

        return dimm => uses.GetValueOrDefault(dimm, None);
    }
}
