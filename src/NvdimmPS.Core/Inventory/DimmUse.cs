namespace NvdimmPS.Inventory;

/// <summary>Which regions map a DIMM, their NUMA node, and how much of the DIMM they map.</summary>
internal sealed record DimmUse(string[] Regions, int? NumaNode, MappedSize Size)
{
    private static readonly DimmUse None = new([], null, default);

    /// <summary>Reads the mappings of a bus' regions once, for all its DIMMs.</summary>
    public static Func<string, DimmUse> ReadAll(IEnumerable<NdPlace> regions)
    {
        var uses = new Dictionary<string, DimmUse>(StringComparer.Ordinal);
        var mapped = new Dictionary<string, List<NvdimmMapping>>(StringComparer.Ordinal);
        string? unread = null;
        foreach (var region in regions)
        {
            var a = new AttributeReader(region.Folder);
            int? node = null;
            var mappings = RegionMappings.Read(a);
            unread ??= a.HasMissed(nameof(NvdimmRegion.Mappings)) ? $"the mappings of {region.Name} cannot all be read" : null;
            foreach (var dimm in RegionMappings.Dimms(mappings))
            {
                node ??= a.NumaNode(nameof(NvdimmRegion.NumaNode), "numa_node");
                var use = uses.GetValueOrDefault(dimm, None);
                uses[dimm] = use with { Regions = [.. use.Regions, region.Name], NumaNode = use.NumaNode ?? node };
                (mapped.TryGetValue(dimm, out var parts) ? parts : mapped[dimm] = []).AddRange(mappings.Where(m => m.Dimm == dimm));
            }
        }

        foreach (var (dimm, parts) in mapped)
        {
            uses[dimm] = uses[dimm] with { Size = unread is null ? MappedSize.Of(parts) : new MappedSize(null, unread) };
        }

        var none = None with { Size = new MappedSize(null, unread ?? "no region maps it") };
        return dimm => uses.GetValueOrDefault(dimm, none);
    }
}

/// <summary>What regions tell of DIMMs. Those of a bus are read when the first of its DIMMs is asked for, and kept.</summary>
internal sealed class DimmUses
{
    private readonly Dictionary<string, Func<string, DimmUse>> _buses = new(StringComparer.Ordinal);

    public DimmUse Of(NdPlace dimm) => Read(dimm.BusFolder)(dimm.Name);

    /// <summary>Reads those of a bus, if they were not read.</summary>
    public Func<string, DimmUse> Read(string bus) => _buses.TryGetValue(bus, out var uses)
        ? uses
        : _buses[bus] = DimmUse.ReadAll(NdTree.Within(new NdPlace(bus, 0), "region"));
}

/// <summary>How much of a DIMM regions map, or why that is not known.</summary>
internal readonly record struct MappedSize(ulong? Bytes, string? Reason)
{
    /// <summary>What several regions map counts once.</summary>
    public static MappedSize Of(IEnumerable<NvdimmMapping> mappings)
    {
        var (size, end) = (0UL, 0UL);
        foreach (var mapping in mappings.OrderBy(m => m.Offset))
        {
            var last = mapping.Offset + mapping.Length;
            size += last > end ? last - Math.Max(mapping.Offset, end) : 0;
            end = Math.Max(end, last);
        }

        return new MappedSize(size, null);
    }
}
