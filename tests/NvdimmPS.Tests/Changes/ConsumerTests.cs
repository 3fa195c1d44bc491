using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Changes;

/// <summary>What uses a DIMM, down to the mount on top of what is stacked on it.</summary>
public sealed class ConsumerTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_mount_is_told() => Assert.Equal(["pmem0 (namespace0.0) is mounted on /mnt/pmem0"], Told());

    [Fact]
    public void Nothing_is_told_of_a_region_whose_driver_is_not_bound()
    {
        _kernel.DisableRegion("region0");
        Assert.Empty(Told());
    }

    [Fact]
    public void Device_mapper_is_followed_to_the_mount_on_top()
    {
        Mounts("31 22 253:0 / /srv/data rw,relatime - xfs /dev/mapper/vg-data rw");
        Block("pmem0", "259:0", holder: "dm-0");
        Block("dm-0", "253:0", attribute: ("dm/name", "vg-data"));
        Assert.Equal(["pmem0 (namespace0.0) is held by dm-0 (vg-data)", "pmem0 (namespace0.0) is mounted on /srv/data"], Told());
    }

    [Fact]
    public void Holders_that_hold_each_other_come_to_an_end()
    {
        Mounts();
        Block("pmem0", "259:0", holder: "dm-0");
        Block("dm-0", "253:0", holder: "dm-1");
        Block("dm-1", "253:1", holder: "dm-0");
        Assert.Equal(["pmem0 (namespace0.0) is held by dm-0", "pmem0 (namespace0.0) is held by dm-1"], Told());
    }

    [Fact]
    public void Swap_and_loop_devices_are_told()
    {
        Mounts();
        Block("loop3", "7:3", attribute: ("loop/backing_file", "/dev/pmem0"));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_kernel.MountTable)!, "swaps"), "Filename Type Size Used Priority\n/dev/pmem0 partition 1024 0 -2\n");
        Assert.Equal(["pmem0 (namespace0.0) is swap space", "pmem0 (namespace0.0) is behind loop3"], Told());
    }

    private string[] Told() => [.. new Topology(_kernel).GetConsumers(new NdNode(NdNodeKind.Dimm, 0)).Select(c => c.ToString())];

    private void Mounts(params string[] lines) => File.WriteAllLines(_kernel.MountTable, lines);

    private void Block(string name, string number, string? holder = null, (string Path, string Text)? attribute = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_kernel.SysfsRoot, "class/block", name)).FullName;
        File.WriteAllText(Path.Combine(folder, "dev"), number + "\n");
        if (holder is not null)
        {
            Directory.CreateDirectory(Path.Combine(folder, "holders", holder));
        }

        if (attribute is var (path, text))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text + "\n");
        }
    }
}
