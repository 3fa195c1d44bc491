using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>A replayed tree is seen as the recorded one was.</summary>
public sealed class InventoryReplayTests : TraceTest
{
    [Theory]
    [InlineData("2x6")]
    [InlineData("nfit_test")]
    [InlineData("nfit_test-labelled")]
    [InlineData("qemu-labelled")]
    [InlineData("nvdimm-n")]
    [InlineData("hyperv")]
    public void Simulated_machines_look_the_same(string topology)
    {
        using var machine = new SimulatedKernel(topology);
        var expected = Inventory(machine);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Equal(expected, Inventory(replay));
        Assert.Null(replay.Warning);
    }

    public static TheoryData<string, bool> Captured()
    {
        var data = new TheoryData<string, bool>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Inventory", "Data"), "*.sysfs").Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileNameWithoutExtension(file), false);
            data.Add(Path.GetFileNameWithoutExtension(file), true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Captured))]
    public void Captured_machines_look_the_same(string name, bool linksAsFiles)
    {
        using var machine = SysfsTree.Captured(name, linksAsFiles);
        var expected = Inventory(machine);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Equal(expected, Inventory(replay));
    }

    [Theory]
    [InlineData("2x6")]
    [InlineData("nfit_test")]
    [InlineData("hyperv")]
    public void Reasons_name_the_sysfs_of_the_recorded_machine(string topology)
    {
        using var machine = new SimulatedKernel(topology);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        System.IO.File.Delete(replay.MountTable);
        var shown = new Topology(replay);
        string[] reasons =
        [
            .. shown.GetBuses().SelectMany(b => b.Unavailable.Values), .. shown.GetDevices(TopologyDetail.Full).SelectMany(d => d.Unavailable.Values),
            .. shown.GetRegions().SelectMany(r => r.Unavailable.Values), .. shown.GetNamespaces().SelectMany(n => n.Unavailable.Values),
        ];
        Assert.Contains(reasons, reason => reason.StartsWith("/sys/devices/", StringComparison.Ordinal));
        Assert.Contains("/proc/self/mountinfo: no such file", reasons);
        Assert.DoesNotContain(reasons, reason => reason.Contains(Path.GetDirectoryName(replay.SysfsRoot)!, StringComparison.Ordinal));
        Directory.Delete(replay.SysfsRoot, recursive: true);
        Assert.StartsWith("No NVDIMM bus was found (/sys has neither", new Topology(replay).UnsupportedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lookups_by_device_work_too()
    {
        using var machine = new SimulatedKernel("2x6");
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        var topology = new Topology(replay);
        Assert.NotNull(topology.FindByBlockDevice("/dev/pmem0"));
        Assert.NotNull(topology.FindByMountPoint("/mnt/pmem0"));
        Assert.NotNull(topology.FindRegion("region1"));
    }

    [Fact]
    public void What_is_stacked_on_a_block_device_is_known_too()
    {
        using var machine = new SimulatedKernel("1x1");
        var root = machine.SysfsRoot;
        var holder = Directory.CreateDirectory(Path.Combine(root, "devices/virtual/block/dm-0/dm")).Parent!.FullName;
        System.IO.File.WriteAllText(Path.Combine(holder, "dev"), "253:0\n");
        System.IO.File.WriteAllText(Path.Combine(holder, "dm/name"), "vg-data\n");
        Directory.CreateDirectory(Path.Combine(root, "class/block/pmem0/holders"));
        System.IO.File.CreateSymbolicLink(Path.Combine(root, "class/block/pmem0/holders/dm-0"), holder);
        System.IO.File.CreateSymbolicLink(Path.Combine(root, "class/block/dm-0"), holder);
        System.IO.File.WriteAllText(machine.MountTable, "31 22 253:0 / /srv/data rw - xfs /dev/mapper/vg-data rw\n");
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Equal(["pmem0 (namespace0.0) is held by dm-0 (vg-data)", "pmem0 (namespace0.0) is mounted on /srv/data"],
            new Topology(replay).GetConsumers(new NdNode(NdNodeKind.Dimm, 0)).Select(c => c.ToString()));
    }

    [Theory]
    [InlineData(Errno.EACCES)]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.ENXIO)]
    [InlineData(Errno.ENODEV)]
    public void An_attribute_that_cannot_be_read_refuses_in_the_replay_as_well(int errno)
    {
        using var machine = new SimulatedKernel("1x1");
        var path = Attribute(machine, "security");
        System.IO.File.WriteAllBytes(path, SysfsFile.Refusal(errno));
        Assert.Null(SysfsFile.Read(path).Text);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Contains($"\"errno\":{errno}", string.Concat(Lines), StringComparison.Ordinal);
        Assert.Equal(Inventory(machine), Inventory(replay));
    }

    [Fact]
    public void An_attribute_without_the_right_to_read_it_is_recorded_as_that()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("root may read everything");
            return;
        }

        using var machine = new SimulatedKernel("1x1");
        System.IO.File.SetUnixFileMode(Attribute(machine, "security"), UnixFileMode.None);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Contains("permission denied", new Topology(replay).FindDevice("nmem0")!.Unavailable["Security"], StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_come_back()
    {
        using var machine = new SimulatedKernel("1x1");
        var path = Attribute(machine, "provider");
        byte[] bytes = [0x41, 0xFF, 0x00, 0x0A];
        System.IO.File.WriteAllBytes(path, bytes);
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(Attribute(replay, "provider")));
    }

    [Fact]
    public void A_machine_without_the_driver_is_one_in_the_replay()
    {
        using var machine = new SysfsTree();
        machine.Write("mountinfo=");
        using var replay = new ReplayKernel(Record(machine, _ => { }));
        Assert.False(new Topology(replay).IsSupported);
    }

    [Fact]
    public void Of_the_mount_table_only_what_concerns_the_machine_is_kept()
    {
        using var machine = new SimulatedKernel("2x6");
        Record(machine, _ => { });
        var mounts = Assert.Single(Lines, l => l.Contains("\"mounts\"", StringComparison.Ordinal));
        Assert.Contains("/mnt/pmem1", mounts, StringComparison.Ordinal);
        Assert.DoesNotContain("/dev/sda2", mounts, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_makes_the_kernel_call_the_firmware_is_read()
    {
        using var machine = new SimulatedKernel("nfit_test");
        Assert.True(System.IO.File.Exists(Attribute(machine, "activate")));
        Record(machine, _ => { });
        Assert.DoesNotContain(Lines, l => l.Contains("/firmware/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_folder_goes_with_the_replay()
    {
        using var machine = new SimulatedKernel("1x1");
        var replay = new ReplayKernel(Record(machine, _ => { }));
        var root = Path.GetDirectoryName(replay.SysfsRoot)!;
        Assert.True(Directory.Exists(root));
        replay.Dispose();
        Assert.False(Directory.Exists(root));
    }
}
