using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Inventory;

/// <summary>Old, other and odd kernels, as machines from the field show them.</summary>
public sealed class FieldMachineTests
{
    private const string Nfit = "devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0";

    [Fact]
    public void Block_apertures_are_regions_with_block_devices_of_their_own()
    {
        using var kernel = FieldMachines.Open("old-kernel-blk");
        var topology = new Topology(kernel);
        var region = topology.FindRegion("region0")!;
        Assert.Equal(("blk", 6, false), (region.Type, region.NamespaceType, region.LacksBadBlocks));
        var space = Assert.Single(topology.GetNamespaces());
        Assert.Equal(("blk", "sector", "ndblk0.0s", "259:3"), (space.Type, space.Mode, space.BlockDevice, space.DeviceNumber));
        Assert.Equal(["/mnt/blk"], space.MountPoints);
        Assert.Equal(1234UL * 512, space.Size); // an early kernel: no size of the BTT, but of its block device
        Assert.Equal("ndblk0.0s (namespace0.0) is mounted on /mnt/blk", Assert.Single(topology.GetConsumers(new NdNode(NdNodeKind.Dimm, 0))).ToString());
    }

    [Fact]
    public void Mappings_of_three_fields_have_no_position()
    {
        using var kernel = FieldMachines.Open("old-kernel-blk");
        var topology = new Topology(kernel);
        var mapping = Assert.Single(topology.FindRegion("region1")!.Mappings);
        Assert.Equal(("nmem0", 0UL, 34359738368UL, null), (mapping.Dimm, mapping.Offset, mapping.Length, mapping.Position));
        Assert.Equal(0, Assert.Single(topology.FindRegion("region0")!.Mappings).Position);
    }

    [Fact]
    public void A_name_keeps_what_is_no_text_in_it()
    {
        using var kernel = FieldMachines.Open("old-kernel-blk");
        Assert.Equal("dép\\xc3", Assert.Single(new Topology(kernel).GetNamespaces()).AlternateName);
    }

    [Theory]
    [InlineData("old-kernel-blk", "-1")]
    [InlineData("papr-long-badblocks", "18446744073709551615")]
    public void A_count_of_all_ones_is_not_reported(string machine, string shown)
    {
        using var kernel = FieldMachines.Open(machine);
        var dimm = Assert.Single(new Topology(kernel).GetDevices());
        Assert.Null(dimm.DirtyShutdownCount);
        Assert.EndsWith($"dirty_shutdown: not reported: '{shown}'", dimm.Unavailable[nameof(dimm.DirtyShutdownCount)], StringComparison.Ordinal);
        Assert.Null(new HealthReader(kernel).Read(dimm, platformOnly: true).DirtyShutdownCount);
    }

    [Fact]
    public void Nor_is_a_size_of_all_ones()
    {
        const string ones = "=18446744073709551615\\n", region = Nfit + "/region1/";
        using var kernel = FieldMachines.Open("ones",
            [.. FieldMachines.Lines("old-kernel-blk"), region + "size" + ones, region + "mapping0=nmem0,0,18446744073709551615\\n", region + "resource=0xffffffffffffffff\\n", Nfit + "/region0/namespace0.0/size" + ones]);
        var topology = new Topology(kernel);
        var found = topology.FindRegion("region1")!;
        Assert.Equal((null, null, 0), (found.Size, found.Resource, found.Mappings.Length));
        Reasons.AssertComplete(found);
        var space = Assert.Single(topology.GetNamespaces());
        Assert.Null(space.RawSize);
        Reasons.AssertComplete(space);
    }

    [Fact]
    public void Lists_as_long_as_a_page_of_64_KiB_are_whole_and_those_that_a_page_cuts_are_told()
    {
        using var kernel = FieldMachines.Open("papr-long-badblocks");
        var regions = new Topology(kernel).GetRegions().ToArray();
        Assert.Equal([600UL, null, 9UL], regions.Select(r => r.BadBlockCount));
        Assert.Equal([600, 273, 2], regions.Select(r => r.BadBlocks!.Length));
        Assert.Equal([600UL, 273UL, 9UL], regions.Select(r => r.BadBlocksAtLeast)); // what the watcher compares
        var findings = Findings(kernel);
        Assert.Equal(["region0 NV2004", "region1 NV2004", "region1 NV2009", "region2 NV2004"], findings.Where(f => f.Dimm is null).Select(f => $"{f.Target} {f.Id}"));
        Assert.Contains("at least 273 of 512 bytes", findings.Single(f => f is { Id: "NV2004", Target: "region1" }).Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(kernel.SysfsRoot, findings.Single(f => f.Id == "NV2009").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void CXL_memory_is_known_by_its_serial_number_and_counts_dirty_shutdowns()
    {
        using var kernel = FieldMachines.Open("cxl-virtio-split-dax");
        var dimm = Assert.Single(new Topology(kernel).GetDevices(TopologyDetail.Full));
        Assert.Equal(("-3", "0xfffffffffffffffd", 7UL), (dimm.UniqueId, dimm.Serial, dimm.DirtyShutdownCount));
        Reasons.AssertComplete(dimm);
        var health = new HealthReader(kernel).Read(dimm);
        Assert.Equal("Unknown - [NV1098]", GoldenHealthTests.Says(health));
        Assert.Contains("cxl list", Assert.Single(health.Causes).Remedy, StringComparison.Ordinal);
        using var caller = new DsmCaller(kernel);
        var refusal = Assert.Throws<NvdimmException>(() => caller.Invoke(NvdimmMachine.Target(dimm), new DsmCall(DsmFamilies.Intel.Get(1), ReadOnlyMemory<byte>.Empty)));
        Assert.Equal("Nvdimm.Dsm.NoFamily", refusal.ErrorId);
        Assert.Contains("cxl list", $"{refusal.NextStep}", StringComparison.Ordinal);
        Assert.DoesNotContain("nfit", $"{refusal.NextStep}", StringComparison.Ordinal);
    }

    [Fact]
    public void Buses_of_one_provider_are_told_apart()
    {
        using var kernel = FieldMachines.Open("cxl-virtio-split-dax");
        var machine = new NvdimmMachine(kernel);
        Assert.Equal("ndbus0", machine.GetBus("cxl").Name);
        Assert.Equal("ndbus2", machine.GetBus("2").Name);
        var refusal = Assert.Throws<NvdimmException>(() => machine.GetBus("virtio-pmem"));
        Assert.Equal("Nvdimm.Bus.Ambiguous", refusal.ErrorId);
        Assert.Contains("ndbus1, ndbus2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_devdax_namespace_shows_each_device_and_what_uses_it()
    {
        using var kernel = FieldMachines.Open("cxl-virtio-split-dax");
        var topology = new Topology(kernel);
        var space = topology.FindNamespace("namespace0.0")!;
        Assert.Equal(["dax0.0 devdax 252:0", "dax0.1 system-ram 252:1"], space.DaxDevices.Select(d => $"{d} {d.Mode} {d.DeviceNumber}"));
        Assert.Equal(("dax0.0", "mixed", "252:0"), (space.DaxDevice, space.DaxMode, space.DeviceNumber));
        Assert.Equal("namespace0.0", topology.FindByDaxDevice("/dev/dax0.1")!.Name);
        Assert.Equal(["Dax dax0.0", "SystemRam dax0.1"], topology.GetConsumers(new NdNode(NdNodeKind.Dimm, 0)).Select(c => $"{c.Kind} {c.Name}"));
    }

    [Theory]
    [InlineData("1", "NV1017", "Warning")]
    [InlineData("0", "NV1015", "Critical")] // somebody made the region writable: what is written there will be lost
    [InlineData(null, "NV1017", "Warning")]
    public void An_unarmed_virtual_DIMM_is_no_failure_while_it_cannot_be_written(string? readOnly, string id, string severity)
    {
        string[] region =
        [
            $"bus/nd/devices/region0 -> {Nfit}/region0", Nfit + "/region0/uevent=DEVTYPE=nd_pmem\\nDRIVER=nd_region\\n", Nfit + "/region0/size=34359738368\\n",
            Nfit + "/region0/mappings=1\\n", Nfit + "/region0/mapping0=nmem0,0,34359738368,0\\n", Nfit + "/region0/nstype=5\\n", Nfit + $"/region0/read_only={readOnly}\\n",
        ];
        using var kernel = FieldMachines.Open("guest", [.. FieldMachines.Lines("unarmed-guest"), .. readOnly is null ? [] : region]);
        var findings = Findings(kernel);
        Assert.Equal(severity, findings.Single(f => f.Id == id).Severity);
        Assert.DoesNotContain(findings, f => f.Id == (id == "NV1015" ? "NV1017" : "NV1015") || f.Id == "NV2005");
        Assert.Equal(id == "NV1015", findings.Any(f => f.Id == "NV2003"));
    }

    [Fact]
    public void Hyper_V_DIMMs_are_virtual_whatever_they_offer()
    {
        using var kernel = FieldMachines.Open("guest", [.. FieldMachines.Lines("unarmed-guest"), Nfit + "/nmem0/nfit/family=4\\n", Nfit + "/nmem0/nfit/dsm_mask=0x1f\\n"]);
        Assert.Contains(Findings(kernel), f => f is { Id: "NV1017", Severity: "Warning" });
    }

    [Theory]
    [InlineData("/nmem0/nfit/dsm_mask=0x7e\\n")] // it answers for its health
    [InlineData("/commands=ars_cap ars_start ars_status clear_error \\n")] // a platform that looks after its media
    public void A_real_DIMM_that_is_not_armed_stays_critical(string line)
    {
        using var kernel = FieldMachines.Open("guest", [.. FieldMachines.Lines("unarmed-guest"), Nfit + line]);
        Assert.Contains(Findings(kernel), f => f is { Id: "NV1015", Severity: "Critical" });
    }

    [Theory]
    [InlineData("0x1001", "0", 1)] // socket 1 cannot be at node 0, which is socket 0's
    [InlineData("0x1001", "1", 0)]
    [InlineData("0x1001", "2", 0)] // two nodes a socket
    [InlineData("0x1", "0", 0)]
    [InlineData("0x1", "1", 0)]
    [InlineData("0x1", "-1", 0)]
    public void A_region_far_from_its_DIMMs_is_told(string handle, string node, int expected)
    {
        using var tree = SysfsTree.Generated(1).WriteRegion(0, 0, 0);
        tree.Write($"{SysfsTree.Bus(0)}/nmem0/nfit/handle={handle}", $"{SysfsTree.Bus(0)}/region0/numa_node={node}");
        Assert.Equal(expected, Findings(tree, platformOnly: true).Count(f => f is { Id: "NV2008", Target: "region0" }));
    }

    [Fact]
    public void Two_sockets_have_no_node_in_common()
    {
        using var tree = SysfsTree.Generated(2).WriteRegion(0, 0, 0).WriteRegion(0, 1, 1);
        tree.Write($"{SysfsTree.Bus(0)}/nmem1/nfit/handle=0x1001"); // both regions are on node 1
        var finding = Findings(tree, platformOnly: true).Single(f => f.Id == "NV2008");
        Assert.Equal("region1", finding.Target);
        Assert.Contains("(NUMA node 1, nmem1 on socket 1, region0 of socket 0 on node 1)", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_bus_is_not_without_libnvdimm()
    {
        using var tree = new SysfsTree();
        var topology = new Topology(tree);
        Assert.StartsWith("No NVDIMM bus was found (", topology.UnsupportedReason, StringComparison.Ordinal);
        Assert.EndsWith("(no libnvdimm).", Assert.Single(Findings(tree)).Evidence, StringComparison.Ordinal);
        Directory.CreateDirectory(tree.PathOf("class/nd"));
        Assert.True(topology.IsSupported);
        Assert.StartsWith("No NVDIMM bus was found.", topology.UnsupportedReason, StringComparison.Ordinal);
        Assert.EndsWith("(libnvdimm is loaded, but there is no bus).", Assert.Single(Findings(tree)).Evidence, StringComparison.Ordinal);
        Assert.Contains("No NVDIMM bus was found.", Tests.Cli.Console.Run("list", tree).Error, StringComparison.Ordinal);
        Assert.Contains("No NVDIMM bus was found.", Tests.Cli.Console.Run("health", tree).Error, StringComparison.Ordinal);
        tree.WriteBus(0);
        Assert.Null(topology.UnsupportedReason);
        Assert.EndsWith("(no DIMM on the bus of test.0).", Assert.Single(Findings(tree)).Evidence, StringComparison.Ordinal);
    }

    private static IReadOnlyList<HealthFinding> Findings(INdKernel kernel, bool platformOnly = false)
    {
        var machine = new NvdimmMachine(kernel);
        NvdimmDevice[] devices = [.. machine.Topology.GetDevices(TopologyDetail.Health)];
        var reader = new HealthReader(kernel);
        return new HealthJudge(HealthPolicy.BuiltIn, null, machine)
            .Judge(new TestedDimms([.. devices.Select(d => reader.Read(d, platformOnly))], devices, IsChoice: false, HasFailed: false), Some.Time);
    }
}
