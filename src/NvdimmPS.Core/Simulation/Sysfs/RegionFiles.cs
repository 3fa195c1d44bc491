using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>regionN</c>; what hangs below it comes and goes with the driver.</summary>
internal static class RegionFiles
{
    private const int SectorSize = 512;

    public static void Add(SysfsTree tree, SimulatedRegion region)
    {
        var (path, definition) = (NdDevices.Path(region), region.Definition);
        NdDevices.Add(tree, path, Type(region), modalias: 2, driver: null);
        tree.Add($"{path}/size", $"{definition.Size}\n");
        tree.Add($"{path}/resource", $"0x{definition.Resource:x}\n");
        tree.Add($"{path}/align", $"0x{definition.Align:x}\n");
        tree.Add($"{path}/nstype", $"{definition.NamespaceType}\n");
        tree.Add($"{path}/available_size", $"{definition.AvailableSize}\n");
        tree.Add($"{path}/max_available_extent", $"{definition.AvailableSize}\n");
        tree.Add($"{path}/set_cookie", $"0x{definition.Cookie:x}\n");
        tree.Add($"{path}/read_only", region.ReadOnly ? "1\n" : "0\n");
        if (region.Bus.Definition.HasNfit)
        {
            tree.Add($"{path}/nfit/range_index", $"{definition.RangeIndex}\n");
        }

        tree.Add($"{path}/mappings", $"{region.Mappings.Count}\n");
        for (var i = 0; i < region.Mappings.Count; i++)
        {
            var mapping = region.Mappings[i];
            tree.Add($"{path}/mapping{i}", $"{mapping.Dimm.Name},{mapping.Start},{mapping.Size},{i}\n");
        }

        if (definition.DeepFlush is { } deepFlush)
        {
            tree.Add($"{path}/deep_flush", deepFlush ? "1\n" : "0\n");
        }

        if (definition.PersistenceDomain is { } domain)
        {
            tree.Add($"{path}/persistence_domain", $"{domain}\n");
        }

        AddNumaNodes(tree, region, path);
    }

    /// <summary>The driver is bound: namespaces appear, and the attributes that are ENXIO without it.</summary>
    public static void Bind(SysfsTree tree, SimulatedRegion region)
    {
        var (path, definition) = (NdDevices.Path(region), region.Definition);
        NdDevices.Bind(tree, path, Type(region), modalias: 2, driver: "nd_region");
        var active = definition.Namespaces.Count(n => n.Size > 0 || !n.Seed);
        tree.Replace($"{path}/init_namespaces", $"{Math.Max(active, 1)}/{Math.Max(active, 1)}\n");
        UpdateBadBlocks(tree, region);
        Seeds(tree, region, bound: true);
        foreach (var ns in definition.Namespaces)
        {
            NamespaceFiles.Add(tree, region, ns);
        }

        foreach (var claim in definition.Claims)
        {
            ClaimFiles.Add(tree, region, claim);
        }
    }

    /// <summary>The driver is gone, and with it everything below the region.</summary>
    public static void Unbind(SysfsTree tree, SimulatedRegion region)
    {
        var path = NdDevices.Path(region);
        foreach (var (name, block) in Children(region))
        {
            if (block is not null)
            {
                BlockFiles.Unlink(tree, block);
            }

            tree.Remove($"bus/dax/devices/{name}");
            tree.Remove($"bus/nd/drivers/{(name.StartsWith("dax", StringComparison.Ordinal) ? "dax_pmem" : "nd_pmem")}/{name}");
            NdDevices.Unlink(tree, $"{path}/{name}");
            tree.RemoveFolder($"{path}/{name}");
        }

        NdDevices.UnbindDriver(tree, path, "nd_region");
        tree.Remove($"{path}/init_namespaces");
        tree.Remove($"{path}/badblocks");
        Seeds(tree, region, bound: false);
        NdDevices.Bind(tree, path, Type(region), modalias: 2, driver: null);
    }

    /// <summary>After a boot that found other DIMMs armed.</summary>
    public static void UpdateReadOnly(SysfsTree tree, SimulatedRegion region) =>
        tree.Replace($"{NdDevices.Path(region)}/read_only", region.ReadOnly ? "1\n" : "0\n");

    /// <summary>Sectors relative to the region, as <c>badblocks_show</c> lists them.</summary>
    public static void UpdateBadBlocks(SysfsTree tree, SimulatedRegion region)
    {
        var lines = region.Bus.KnownErrors.Inside(region.Resource, region.Size).Select(e =>
        {
            var first = (e.Start - region.Resource) / SectorSize;
            var last = (e.Start - region.Resource + e.Length - 1) / SectorSize;
            return $"{first} {last - first + 1}\n";
        });
        tree.Replace($"{NdDevices.Path(region)}/badblocks", string.Concat(lines));
    }

    public static void AddNumaNodes(SysfsTree tree, SimulatedRegion region, string path)
    {
        tree.Add($"{path}/numa_node", $"{region.Definition.NumaNode}\n");
        if (region.Definition.TargetNode is { } node)
        {
            tree.Add($"{path}/target_node", $"{node}\n");
        }
    }

    private static string Type(SimulatedRegion region) => region.Volatile ? "nd_volatile" : "nd_pmem";

    private static IEnumerable<(string Name, BlockDefinition? Block)> Children(SimulatedRegion region) =>
        region.Definition.Namespaces.Select(n => ($"namespace{region.Id}.{n.Id}", n.Block))
            .Concat(region.Definition.Claims.Select(c => ($"{c.Kind}{region.Id}.{c.Id}", c.Block)));

    private static void Seeds(SysfsTree tree, SimulatedRegion region, bool bound)
    {
        var path = NdDevices.Path(region);
        var ns = region.Definition.Namespaces.FirstOrDefault(n => n.Seed);
        tree.Replace($"{path}/namespace_seed", bound && ns is not null ? $"namespace{region.Id}.{ns.Id}\n" : "\n");
        foreach (var kind in (string[])["btt", "pfn", "dax"])
        {
            var claim = region.Definition.Claims.FirstOrDefault(c => c.Seed && c.Kind == kind);
            tree.Replace($"{path}/{kind}_seed", bound && claim is not null ? $"{kind}{region.Id}.{claim.Id}\n" : "\n");
        }
    }
}
