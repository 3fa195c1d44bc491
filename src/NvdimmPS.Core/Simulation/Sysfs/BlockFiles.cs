using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of a block device that anyone looks at.</summary>
internal static class BlockFiles
{
    public const int Major = 259;

    private const int SectorSize = 512;

    public static void Add(SysfsTree tree, string parent, BlockDefinition block, bool readOnly)
    {
        var path = $"{parent}/block/{block.Name}";
        tree.Add($"{path}/dev", $"{Major}:{block.Minor}\n");
        tree.Add($"{path}/uevent", $"MAJOR={Major}\nMINOR={block.Minor}\nDEVNAME={block.Name}\nDEVTYPE=disk\n");
        tree.Add($"{path}/size", $"{block.Size / SectorSize}\n");
        tree.Add($"{path}/ro", readOnly ? "1\n" : "0\n");
        tree.Add($"{path}/removable", "0\n");
        tree.Add($"{path}/queue/logical_block_size", $"{block.LogicalBlockSize}\n");
        tree.Add($"{path}/queue/hw_sector_size", $"{block.LogicalBlockSize}\n");
        tree.Add($"{path}/queue/physical_block_size", $"{(block.Sector ? block.LogicalBlockSize : 4096)}\n");
        tree.Add($"{path}/queue/rotational", "0\n");
        tree.Add($"{path}/queue/dax", block.Dax ? "1\n" : "0\n");
        tree.Add($"{path}/queue/write_cache", block.Sector ? "write through\n" : "write back\n");
        if (!block.Sector)
        {
            tree.Add($"{path}/badblocks", "");
            tree.Add($"{path}/dax/write_cache", block.WriteCache ? "1\n" : "0\n");
        }

        tree.Link($"{path}/device", parent);
        tree.Link($"{path}/subsystem", "class/block");
        tree.Link($"class/block/{block.Name}", path);
        tree.Link($"block/{block.Name}", path);
        tree.Link($"dev/block/{Major}:{block.Minor}", path);
    }

    /// <summary>The region was made read-only, or writable again.</summary>
    public static void UpdateReadOnly(SysfsTree tree, string parent, BlockDefinition block, bool readOnly) =>
        tree.Replace($"{parent}/block/{block.Name}/ro", readOnly ? "1\n" : "0\n");

    public static void Remove(SysfsTree tree, string parent, BlockDefinition block)
    {
        tree.Remove($"class/block/{block.Name}");
        tree.Remove($"block/{block.Name}");
        tree.Remove($"dev/block/{Major}:{block.Minor}");
        tree.RemoveFolder($"{parent}/block");
    }
}
