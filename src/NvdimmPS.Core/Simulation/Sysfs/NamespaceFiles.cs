using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>namespaceR.I</c>. One whose reading fails in the kernel (ENXIO) is not there at all.</summary>
internal static class NamespaceFiles
{
    private static readonly int[] SectorSizes = [512, 4096];

    public static void Add(SysfsTree tree, SimulatedRegion region, NamespaceDefinition definition)
    {
        var path = $"{NdDevices.Path(region)}/namespace{region.Id}.{definition.Id}";
        var isPmem = region.Definition.NamespaceType == 5;
        var claim = region.Definition.Claims.FirstOrDefault(c => c.Namespace == definition.Id);
        NdDevices.Add(
            tree, path, isPmem ? "nd_namespace_pmem" : "nd_namespace_io", region.Definition.NamespaceType,
            definition.Block is null ? null : "nd_pmem");
        tree.Add($"{path}/nstype", $"{region.Definition.NamespaceType}\n");
        tree.Add($"{path}/size", $"{definition.Size}\n");
        tree.Add($"{path}/mode", $"{definition.Mode}\n");
        tree.Add($"{path}/force_raw", "0\n");
        tree.Add($"{path}/holder", claim is null ? "\n" : $"{claim.Kind}{region.Id}.{claim.Id}\n");
        tree.Add($"{path}/holder_class", $"{definition.HolderClass}\n");
        if (definition.Resource is { } resource)
        {
            tree.Add($"{path}/resource", $"0x{resource:x}\n");
        }

        if (isPmem)
        {
            tree.Add($"{path}/alt_name", $"{definition.Name}\n");
            tree.Add($"{path}/uuid", definition.Uuid == Guid.Empty ? "\n" : $"{definition.Uuid}\n");
            tree.Add($"{path}/sector_size", SectorSizeList(SectorSizes, definition.SectorSize));
            tree.Add($"{path}/dpa_extents", $"{definition.DpaExtents}\n");
        }

        RegionFiles.AddNumaNodes(tree, region, path);
        if (definition.Block is { } block)
        {
            BlockFiles.Add(tree, region, path, block);
        }
    }

    /// <summary>The current size in brackets, each followed by a space; no brackets while none is set.</summary>
    public static string SectorSizeList(IEnumerable<int> sizes, int current) =>
        string.Concat(sizes.Select(s => s == current ? $"[{s}] " : $"{s} ")) + "\n";
}
