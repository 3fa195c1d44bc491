using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>namespaceR.I</c>.</summary>
internal static class NamespaceFiles
{
    private static readonly ulong[] SectorSizes = [512, 4096];

    public static DeviceView View(SimulatedNamespace ns)
    {
        var region = ns.Region;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["nstype"] = $"{region.NamespaceType}\n",
            ["size"] = $"{ns.Size}\n",
            ["mode"] = $"{ns.Mode}\n",
            ["force_raw"] = ns.ForceRaw ? "1\n" : "0\n",
            ["holder"] = $"{ns.Claim?.Name}\n",
            ["holder_class"] = $"{ClaimClasses.Text(ns.Class)}\n",
        };
        if (ns.Size > 0)
        {
            attributes["resource"] = $"0x{ns.Start:x}\n";
        }

        if (ns.IsLabelled)
        {
            attributes["alt_name"] = $"{ns.AltName}\n";
            attributes["uuid"] = $"{ns.Uuid}\n";
            attributes["sector_size"] = SectorSizeList(SectorSizes, ns.SectorSize);
            attributes["dpa_extents"] = $"{ns.Extents}\n";
        }

        RegionFiles.AddNumaNodes(attributes, region);
        var type = ns.IsLabelled ? "nd_namespace_pmem" : "nd_namespace_io";
        var driver = ns.IsBound ? NdDrivers.Pmem : null;
        return new DeviceView($"{NdDevices.Path(region)}/{ns.Name}", type, region.NamespaceType, driver, attributes)
        {
            Block = ns.Disk?.Definition,
            BlockReadOnly = region.ReadOnly,
        };
    }

    /// <summary>The current size in brackets, each followed by a space; no brackets while none is set.</summary>
    public static string SectorSizeList(IEnumerable<ulong> sizes, ulong current) =>
        string.Concat(sizes.Select(s => s == current ? $"[{s}] " : $"{s} ")) + "\n";
}
