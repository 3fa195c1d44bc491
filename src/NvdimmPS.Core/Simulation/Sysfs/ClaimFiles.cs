using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>bttR.I</c>, <c>pfnR.I</c> and <c>daxR.I</c>.</summary>
internal static class ClaimFiles
{
    private const int DaxMajor = 252, DaxModalias = 7;

    public static DeviceView View(SimulatedClaim claim)
    {
        var region = claim.Region;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["namespace"] = $"{claim.Namespace?.Name}\n",
            ["uuid"] = $"{claim.Uuid}\n",
        };
        RegionFiles.AddNumaNodes(attributes, region);
        if (claim.IsBound)
        {
            attributes["size"] = $"{claim.Size}\n";
        }

        if (claim.Kind == ClaimKind.Btt)
        {
            attributes["log_zero_flags"] = "Y\n";
            attributes["sector_size"] = NamespaceFiles.SectorSizeList(ClaimAttributes.Sectors, claim.SectorSize);
        }
        else
        {
            AddMapping(attributes, claim);
        }

        var isDax = claim.Kind == ClaimKind.Dax;
        var dax = isDax && claim.IsBound ? $"dax{region.Id}.{claim.Namespace!.Id}" : null;
        if (dax is not null)
        {
            AddDaxDevice(attributes, claim, dax);
        }

        return new DeviceView($"{NdDevices.Path(region)}/{claim.Name}", $"nd_{claim.Word}", isDax ? DaxModalias : region.NamespaceType,
            !claim.IsBound ? null : isDax ? NdDrivers.Dax : NdDrivers.Pmem, attributes)
        {
            Block = claim.Disk?.Definition,
            BlockReadOnly = region.ReadOnly,
            Dax = dax,
        };
    }

    /// <summary>What PFN and DAX share: where the page structures are, and how the data is aligned.</summary>
    private static void AddMapping(Dictionary<string, string> attributes, SimulatedClaim claim)
    {
        attributes["mode"] = claim.Mode switch
        {
            PfnInfoBlock.Ram => "ram\n",
            PfnInfoBlock.Pmem => "pmem\n",
            _ => "none\n",
        };
        attributes["align"] = $"{claim.Align}\n";
        attributes["supported_alignments"] = string.Concat(PfnSetup.Alignments.Select(a => $"{a} ")) + "\n";
        if (claim.IsBound)
        {
            attributes["resource"] = $"0x{claim.Start:x}\n";
        }
    }

    /// <summary>The device-dax side, on a bus of its own; it is numbered as the namespace is.</summary>
    private static void AddDaxDevice(Dictionary<string, string> attributes, SimulatedClaim claim, string name)
    {
        var region = claim.Region;
        attributes["dax_region/id"] = $"{region.Id}\n";
        attributes["dax_region/size"] = $"{claim.Size}\n";
        attributes["dax_region/align"] = $"{claim.Align}\n";
        attributes[$"{name}/dev"] = $"{DaxMajor}:{claim.Id}\n";
        attributes[$"{name}/modalias"] = "dax:t0\n";
        attributes[$"{name}/size"] = $"{claim.Size}\n";
        attributes[$"{name}/align"] = $"{claim.Align}\n";
        attributes[$"{name}/resource"] = $"0x{claim.Start:x}\n";
        attributes[$"{name}/mapping0/start"] = $"0x{claim.Start:x}\n";
        attributes[$"{name}/mapping0/end"] = $"0x{claim.Start + claim.Size - 1:x}\n";
        attributes[$"{name}/mapping0/page_offset"] = "0x0\n";
        RegionFiles.AddNumaNodes(attributes, region, name + "/");
    }
}
