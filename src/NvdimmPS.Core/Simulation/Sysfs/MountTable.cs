using System.Text;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>A mount table in the form of <c>/proc/self/mountinfo</c> (proc(5)): a system's usual mounts, then those on pmem.</summary>
internal static class MountTable
{
    private const int RootId = 22;

    public static string Text(IReadOnlyList<SimulatedBus> buses)
    {
        var text = new StringBuilder();
        text.Append("21 22 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw\n");
        text.Append("22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n");
        var id = RootId;
        foreach (var block in buses.SelectMany(b => b.Regions).SelectMany(Blocks).Where(b => b.MountPoint is not null))
        {
            id++;
            text.Append($"{id} {RootId} {BlockFiles.Major}:{block.Minor} / {block.MountPoint} rw,relatime shared:{id} - ext4 "
                + $"/dev/{block.Name} rw{(block.Dax ? ",dax=always" : "")}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<BlockDefinition> Blocks(SimulatedRegion region) =>
        region.Definition.Namespaces.Select(n => n.Block).Concat(region.Definition.Claims.Select(c => c.Block)).OfType<BlockDefinition>();
}
