using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>regionN</c>, and what hangs below it while its driver is bound.</summary>
internal static class RegionFiles
{
    private const int SectorSize = 512, Modalias = 2;

    /// <summary>The region and all below it.</summary>
    public static IEnumerable<DeviceView> Views(SimulatedRegion region) => region.Devices is { } devices
        ? [View(region), .. devices.Namespaces.Select(NamespaceFiles.View), .. devices.Claims.Select(ClaimFiles.View)]
        : [View(region)];

    public static void AddNumaNodes(Dictionary<string, string> attributes, SimulatedRegion region, string below = "")
    {
        attributes[below + "numa_node"] = $"{region.Definition.NumaNode}\n";
        if (region.Definition.TargetNode is { } node)
        {
            attributes[below + "target_node"] = $"{node}\n";
        }
    }

    private static DeviceView View(SimulatedRegion region)
    {
        var definition = region.Definition;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["size"] = $"{definition.Size}\n",
            ["resource"] = $"0x{definition.Resource:x}\n",
            ["align"] = $"0x{region.Align:x}\n",
            ["nstype"] = $"{region.NamespaceType}\n",
            ["available_size"] = $"{region.AvailableSize}\n",
            ["max_available_extent"] = $"{region.LargestFree}\n",
            ["set_cookie"] = $"0x{region.CookieOf(region.FirstLabels):x}\n",
            ["read_only"] = region.ReadOnly ? "1\n" : "0\n",
            ["mappings"] = $"{region.Mappings.Count}\n",
        };
        for (var i = 0; i < region.Mappings.Count; i++)
        {
            var mapping = region.Mappings[i];
            attributes[$"mapping{i}"] = $"{mapping.Dimm.Name},{mapping.Start},{mapping.Size},{i}\n";
        }

        if (region.Bus.Definition.HasNfit)
        {
            attributes["nfit/range_index"] = $"{definition.RangeIndex}\n";
        }

        if (definition.DeepFlush is { } deepFlush)
        {
            attributes["deep_flush"] = deepFlush ? "1\n" : "0\n";
        }

        if (definition.PersistenceDomain is { } domain)
        {
            attributes["persistence_domain"] = $"{domain}\n";
        }

        AddNumaNodes(attributes, region);
        AddDriver(attributes, region);
        return new DeviceView(NdDevices.Path(region), region.Volatile ? "nd_volatile" : "nd_pmem", Modalias,
            region.Enabled ? NdDrivers.Region : null, attributes);
    }

    /// <summary>What the driver knows; without it two attributes are ENXIO, and there are no seeds.</summary>
    private static void AddDriver(Dictionary<string, string> attributes, SimulatedRegion region)
    {
        var devices = region.Devices;
        attributes["namespace_seed"] = $"{devices?.NamespaceSeed?.Name}\n";
        foreach (var kind in (ClaimKind[])[ClaimKind.Btt, ClaimKind.Pfn, ClaimKind.Dax])
        {
            attributes[$"{SimulatedClaim.WordOf(kind)}_seed"] = $"{devices?.Seed(kind)?.Name}\n";
        }

        if (devices is not null)
        {
            attributes["init_namespaces"] = $"{devices.Found}/{devices.Found}\n";
            attributes["badblocks"] = BadBlocks(region);
        }
    }

    /// <summary>Sectors relative to the region, as <c>badblocks_show</c> lists them.</summary>
    private static string BadBlocks(SimulatedRegion region) =>
        string.Concat(region.Bus.KnownErrors.Inside(region.Resource, region.Size).Select(e =>
        {
            var first = (e.Start - region.Resource) / SectorSize;
            var last = (e.Start - region.Resource + e.Length - 1) / SectorSize;
            return $"{first} {last - first + 1}\n";
        }));
}
