using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The machines, as the topology reader sees them.</summary>
public class TopologiesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("2x")]
    [InlineData("2x6x1")]
    [InlineData("-1x6")]
    [InlineData("0x6")]
    [InlineData("17x1")]
    [InlineData("1x25")]
    [InlineData("nfit")]
    [InlineData("2x6:")]
    [InlineData("2x6:nope")]
    [InlineData("2x6:NfitBus")]
    [InlineData("0x6:msft")]
    [InlineData("qemu:msft")]
    public void What_is_no_topology_is_refused_with_what_there_is(string text)
    {
        var error = Assert.Throws<NvdimmException>(() => Topologies.Parse(text));
        Assert.Equal("Nvdimm.Simulator.Topology", error.ErrorId);
        Assert.All(Topologies.Names, name => Assert.Contains(name, $"{error.NextStep}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1x1", 1, 1, 1, 1)]
    [InlineData("2X6", 1, 12, 2, 2)]
    [InlineData("16x24", 1, 384, 16, 16)]
    [InlineData("nfit_test", 2, 6, 4, 4)]
    [InlineData("nfit_test-labelled", 2, 6, 4, 6)]
    [InlineData("qemu", 1, 2, 2, 2)]
    [InlineData("qemu-labelled", 1, 2, 2, 1)]
    [InlineData("nvdimm-n", 1, 4, 4, 4)]
    [InlineData("hyperv", 1, 2, 2, 2)]
    [InlineData("hpe-nvdimm-n", 1, 4, 4, 4)]
    [InlineData("hpe2-nvdimm-n", 1, 4, 4, 4)]
    [InlineData("papr", 2, 2, 2, 2)]
    [InlineData("cxl", 1, 2, 2, 1)]
    [InlineData("2x6:Msft", 1, 12, 12, 12)]
    [InlineData("1x24:hpe1", 1, 24, 24, 24)]
    [InlineData("2x2:hpe2", 1, 4, 4, 4)]
    [InlineData("1x3:hyperv", 1, 3, 3, 3)]
    [InlineData("2x2:papr", 4, 4, 4, 4)]
    [InlineData("2x6:intel", 1, 12, 2, 2)]
    public void The_topology_reader_finds_everything(string name, int buses, int dimms, int regions, int namespaces)
    {
        using var kernel = new SimulatedKernel(name);
        var topology = new Topology(kernel);
        Assert.Equal(buses, topology.GetBuses().Count());
        Assert.Equal(kernel.Dimms.Select(d => d.Name), topology.GetDevices().Select(d => d.Name));
        Assert.Equal(dimms, kernel.Dimms.Count);
        Assert.Equal(regions, topology.GetRegions().Count());
        Assert.Equal(namespaces, topology.GetNamespaces().Count());
    }

    [Fact]
    public void A_servers_handles_say_where_each_DIMM_is()
    {
        using var kernel = new SimulatedKernel("2x6");
        Assert.Equal(
            [0x0001u, 0x0011, 0x0021, 0x0101, 0x0111, 0x0121, 0x1001, 0x1011, 0x1021, 0x1101, 0x1111, 0x1121],
            kernel.Dimms.Select(d => d.Handle));
        Assert.Equal(12, kernel.Dimms.Select(d => d.Serial).Distinct().Count());
        using var full = new SimulatedKernel("16x24");
        Assert.Equal(384, full.Dimms.Select(d => d.Handle).Distinct().Count());
    }

    [Fact]
    public void Every_family_says_where_each_DIMM_is()
    {
        foreach (var topology in (string[])["16x24:msft", "16x24:hpe1", "16x24:hyperv"])
        {
            var bus = Assert.Single(Topologies.Parse(topology).Buses);
            Assert.Equal(384, bus.Dimms.Select(d => d.Handle).Distinct().Count());
            Assert.Equal(384, bus.Dimms.Select(d => d.Serial).Distinct().Count());
        }

        var partition = Topologies.Parse("16x24:papr").Buses;
        Assert.Equal(384, partition.Select(b => b.Provider).Distinct().Count());
        Assert.Equal(384, partition.Select(b => b.Regions[0].Namespaces[0].Uuid).Distinct().Count());
    }

    [Theory]
    [InlineData("2x1", "Hpe1", "2x1:hpe1")]
    [InlineData(" 2X1 ", "hpe1", "2x1:hpe1")]
    [InlineData("2x1", "Intel", "2x1")]
    [InlineData("2x1", null, "2x1")]
    [InlineData("papr", null, "papr")]
    public void A_family_can_stand_beside_the_size(string text, string? family, string name) =>
        Assert.Equal(name, Topologies.Parse(text, family).Name);

    [Theory]
    [InlineData("papr", "Papr", "family of their own")]
    [InlineData("2x1:hpe1", "Hpe1", "already")]
    [InlineData("2x1", "IntelBus", "no family")]
    [InlineData("2x1", "", "no family")]
    public void A_family_that_does_not_fit_is_said(string text, string family, string why) =>
        Assert.Contains(why, Assert.Throws<NvdimmException>(() => Topologies.Parse(text, family)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_servers_namespaces_are_mounted_and_its_labels_are_whole()
    {
        using var kernel = new SimulatedKernel("2x6");
        Assert.Contains(" / /mnt/pmem1 rw,relatime shared:24 - ext4 /dev/pmem1 rw,dax=always\n", File.ReadAllText(kernel.MountTable), StringComparison.Ordinal);
        var labels = kernel.Dimm("nmem7").Labels;
        Assert.True(LabelGeometry.TryFindIndex(labels, labels.Length, out var geometry, out var current));
        Assert.Equal(510 - 1, LabelGeometry.CountFree(labels.AsSpan(current * geometry.IndexSize, geometry.IndexSize)));
        Assert.Equal(0ul, Checksum(labels.AsSpan(512, 256)));
        var region = kernel.Regions.ElementAt(1);
        Assert.Equal(region.Definition.Cookie, BitConverter.ToUInt64(labels, 512 + 88));
        Assert.Equal(1, BitConverter.ToUInt16(labels, 512 + 86));
    }

    [Fact]
    public void Cookies_are_computed_as_the_kernel_does() =>
        Assert.Equal(0xBA_9012_0012_B4DCul, InterleaveCookie.Compute([QemuMachine.Dimms[0]], 0)); // what that machine's sysfs shows

    [Fact]
    public void Disabling_a_region_idles_its_DIMMs_and_takes_its_namespaces()
    {
        using var machine = new Machine("nfit_test");
        var topology = new Topology(machine.Kernel);
        machine.Kernel.DisableRegion("region0");
        Assert.Equal("active\n", machine.Attribute("nmem0/state")); // region1 uses it too
        machine.Kernel.DisableRegion("region1");
        Assert.Equal("idle\n", machine.Attribute("nmem0/state"));
        Assert.Equal("active\n", machine.Attribute("nmem4/state"));
        Assert.Equal(["namespace2.0", "namespace3.0"], topology.GetNamespaces().Select(n => n.Name));
        Assert.False(topology.GetRegions().First().Enabled);
        Assert.False(File.Exists(Path.Combine(machine.Kernel.SysfsRoot, "class/block/pmem0/dev")));

        machine.Kernel.EnableRegion("region0");
        machine.Kernel.EnableRegion("region0");
        Assert.Equal("active\n", machine.Attribute("nmem0/state"));
        Assert.Equal(3, topology.GetNamespaces().Count());
        Assert.True(File.Exists(Path.Combine(machine.Kernel.SysfsRoot, "class/block/pmem0/dev")));
        Assert.Equal("Nvdimm.Simulator.Region", Assert.Throws<NvdimmException>(() => machine.Kernel.DisableRegion("region9")).ErrorId);
    }

    [Fact]
    public void State_that_sysfs_mirrors_is_rewritten_when_it_changes()
    {
        using var machine = new Machine();
        Assert.Equal("smart_notify \n", machine.Attribute("nmem0/nfit/flags"));
        machine.Dimm.NotArmed = true;
        machine.Dimm.DirtyShutdownCount = 77;
        Assert.Equal("not_armed smart_notify \n", machine.Attribute("nmem0/nfit/flags"));
        Assert.Equal("77\n", machine.Attribute("nmem0/nfit/dirty_shutdown"));
        machine.Kernel.Buses[0].Scrubbing = true;
        Assert.Equal("1+\n", machine.Attribute("ndbus0/nfit/scrub"));
        machine.Kernel.Buses[0].Scrubbing = false;
        Assert.Equal("2\n", machine.Attribute("ndbus0/nfit/scrub"));
    }

    [Fact]
    public void Labels_are_given_and_taken_whole()
    {
        using var machine = new Machine();
        var labels = machine.Dimm.Labels;
        labels[5]++;
        Assert.NotEqual(labels, machine.Dimm.Labels);
        machine.Dimm.Labels = labels;
        Assert.Equal(labels, machine.Dimm.Labels);
        Assert.Equal("Nvdimm.Simulator.Labels", Assert.Throws<NvdimmException>(() => machine.Dimm.Labels = [1]).ErrorId);
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Dimm.SparesRemaining = 101);
    }

    /// <summary>What is left of a label's checksum when the stored one is taken away.</summary>
    private static ulong Checksum(Span<byte> label)
    {
        var stored = BitConverter.ToUInt64(label[248..]);
        var copy = label.ToArray();
        copy.AsSpan(248).Clear();
        return Fletcher64.Compute(copy) - stored;
    }
}
