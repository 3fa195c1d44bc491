using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

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
        File.WriteAllText(((INdKernel)_kernel).SwapTable, "Filename Type Size Used Priority\n/dev/pmem0 partition 1024 0 -2\n");
        Assert.Equal(["pmem0 (namespace0.0) is swap space", "pmem0 (namespace0.0) is behind loop3"], Told());
    }

    [Fact]
    public void Swap_on_a_mapped_device_and_what_is_on_a_loop_device_are_told()
    {
        Mounts("31 22 7:3 / /srv/loop rw,relatime - ext4 /dev/loop3 rw");
        Block("pmem0", "259:0", holder: "dm-0");
        Block("dm-0", "253:0", attribute: ("dm/name", "vg-swap"));
        Block("loop3", "7:3", attribute: ("loop/backing_file", "/dev/mapper/vg-swap"));
        File.WriteAllText(((INdKernel)_kernel).SwapTable, "Filename Type Size Used Priority\n/dev/mapper/vg-swap partition 1024 0 -2\n/swap\\040file file 1 0 -3\n");
        Assert.Equal(["pmem0 (namespace0.0) is held by dm-0 (vg-swap)", "pmem0 (namespace0.0) is swap space", "pmem0 (namespace0.0) is behind loop3", "pmem0 (namespace0.0) is mounted on /srv/loop"], Told());
    }

    [Fact]
    public void A_partition_has_users_of_its_own()
    {
        Mounts("31 22 259:1 / /srv/part rw,relatime - ext4 /dev/pmem0p1 rw");
        Block("pmem0", "259:0");
        Block("pmem0p2", "259:2", holder: "md0");
        Block("md0", "9:0");
        foreach (var partition in new[] { "pmem0p1", "pmem0p2" })
        {
            Directory.CreateDirectory(Path.Combine(_kernel.SysfsRoot, "class/block/pmem0", partition));
        }

        Assert.Equal(["pmem0 (namespace0.0) is mounted on /srv/part", "pmem0 (namespace0.0) is held by md0"], Told());
    }

    [Fact]
    public void A_namespace_names_its_users()
    {
        var space = new Topology(_kernel).FindNamespace("namespace0.0")!;
        var user = Assert.Single(space.Consumers);
        Assert.Equal(("namespace0.0", "pmem0", "Mount", "/mnt/pmem0"), (user.Namespace, user.Device, user.Kind, user.Name));
        Assert.Equal("pmem0 (namespace0.0) is mounted on /mnt/pmem0", space.Consumers.ToString());
    }

    [Fact]
    public void A_trace_has_swap_space_and_loop_devices()
    {
        Mounts();
        Block("loop3", "7:3", attribute: ("loop/backing_file", "/dev/pmem0"));
        Block("loop4", "7:4", attribute: ("loop/backing_file", "/home/secret.img"));
        foreach (var loop in new[] { "loop3", "loop4" })
        {
            var real = Path.Combine(_kernel.SysfsRoot, "devices/virtual/block", loop);
            Directory.CreateDirectory(Path.GetDirectoryName(real)!);
            Directory.Move(Path.Combine(_kernel.SysfsRoot, "class/block", loop), real);
            File.CreateSymbolicLink(Path.Combine(_kernel.SysfsRoot, "class/block", loop), real);
        }

        File.WriteAllText(((INdKernel)_kernel).SwapTable, "Filename Type Size Used Priority\n/dev/sda3 partition 1 0 -2\n/dev/pmem0 partition 1024 0 -2\n");
        var file = Path.Combine(Directory.CreateTempSubdirectory("nvdimm-trace-").FullName, "t.jsonl");
        using (NvdimmTrace.Start(_kernel, file, replace: false, frontEnd: "test"))
        {
        }

        using var replay = new ReplayKernel(file);
        Assert.Equal(Told(), new Topology(replay).GetConsumers(new NdNode(NdNodeKind.Dimm, 0)).Select(c => c.ToString()));
        Assert.Equal(2, Told().Length);
        Assert.DoesNotContain("secret", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.DoesNotContain("sda3", File.ReadAllText(file), StringComparison.Ordinal);
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
