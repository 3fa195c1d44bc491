using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>bttR.I</c>, <c>pfnR.I</c> and <c>daxR.I</c>.</summary>
internal static class ClaimFiles
{
    private const string Alignments = "4096 2097152 1073741824 \n";

    private static readonly int[] SectorSizes = [512, 520, 528, 4096, 4104, 4160, 4224];

    public static void Add(SysfsTree tree, SimulatedRegion region, ClaimDefinition claim)
    {
        var path = $"{NdDevices.Path(region)}/{claim.Kind}{region.Id}.{claim.Id}";
        var isBound = claim.Namespace is not null;
        var driver = !isBound ? null : claim.Kind == "dax" ? "dax_pmem" : "nd_pmem";
        NdDevices.Add(tree, path, $"nd_{claim.Kind}", claim.Kind == "dax" ? 7 : region.Definition.NamespaceType, driver);
        tree.Add($"{path}/namespace", isBound ? $"namespace{region.Id}.{claim.Namespace}\n" : "\n");
        tree.Add($"{path}/uuid", claim.Uuid == Guid.Empty ? "\n" : $"{claim.Uuid}\n");
        RegionFiles.AddNumaNodes(tree, region, path);
        if (claim.Size is { } size)
        {
            tree.Add($"{path}/size", $"{size}\n");
        }

        if (claim.Kind == "btt")
        {
            tree.Add($"{path}/log_zero_flags", "Y\n");
            tree.Add($"{path}/sector_size", NamespaceFiles.SectorSizeList(SectorSizes, claim.SectorSize));
        }
        else
        {
            AddMapping(tree, path, claim, isBound);
        }

        if (claim.Block is { } block)
        {
            BlockFiles.Add(tree, region, path, block);
        }

        if (claim.Kind == "dax" && isBound)
        {
            AddDaxDevice(tree, region, path, claim);
        }
    }

    /// <summary>What PFN and DAX share: where the page structures are, and how the data is aligned.</summary>
    private static void AddMapping(SysfsTree tree, string path, ClaimDefinition claim, bool isBound)
    {
        tree.Add($"{path}/mode", isBound ? "pmem\n" : "none\n");
        tree.Add($"{path}/align", $"{claim.Align}\n");
        tree.Add($"{path}/supported_alignments", Alignments);
        if (claim.Resource is { } resource)
        {
            tree.Add($"{path}/resource", $"0x{resource:x}\n");
        }
    }

    /// <summary>The device-dax side, on a bus of its own.</summary>
    private static void AddDaxDevice(SysfsTree tree, SimulatedRegion region, string path, ClaimDefinition claim)
    {
        const int daxMajor = 252;
        var name = NdDevices.Name(path);
        var device = $"{path}/{name}";
        tree.Add($"{path}/dax_region/id", $"{region.Id}\n");
        tree.Add($"{path}/dax_region/size", $"{claim.Size}\n");
        tree.Add($"{path}/dax_region/align", $"{claim.Align}\n");
        tree.Add($"{device}/dev", $"{daxMajor}:{claim.Id}\n");
        tree.Add($"{device}/modalias", "dax:t0\n");
        tree.Add($"{device}/size", $"{claim.Size}\n");
        tree.Add($"{device}/align", $"{claim.Align}\n");
        tree.Add($"{device}/resource", $"0x{claim.Resource:x}\n");
        tree.Add($"{device}/mapping0/start", $"0x{claim.Resource:x}\n");
        tree.Add($"{device}/mapping0/end", $"0x{claim.Resource + claim.Size - 1:x}\n");
        tree.Add($"{device}/mapping0/page_offset", "0x0\n");
        RegionFiles.AddNumaNodes(tree, region, device);
        tree.Link($"{device}/subsystem", "bus/dax");
        tree.Link($"{device}/driver", "bus/dax/drivers/device_dax");
        tree.Link($"bus/dax/devices/{name}", device);
    }
}
