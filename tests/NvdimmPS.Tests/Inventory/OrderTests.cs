using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Inventory;

public class OrderTests
{
    [Fact]
    public void Dimms_come_by_number_over_all_buses()
    {
        using var tree = SysfsTree.Generated(96, buses: 4);
        var topology = new Topology(tree);
        Assert.Equal(Enumerable.Range(0, 96), topology.GetDevices().Select(d => d.Id));
        Assert.Equal(["nmem2", "nmem6", "nmem10"], topology.FindBus("ndbus2")!.Dimms.ToArray()[..3]);
    }

    [Fact]
    public void Regions_and_namespaces_come_by_number()
    {
        using var tree = SysfsTree.Generated(1);
        foreach (var region in new[] { 10, 2, 1 })
        {
            tree.WriteRegion(0, region, 0).WriteNamespace(0, region, 10, $"pmem{region}.10", $"259:{region}0").WriteNamespace(0, region, 2, $"pmem{region}.2", $"259:{region}");
        }

        var topology = new Topology(tree);
        Assert.Equal(["region1", "region2", "region10"], topology.GetRegions().Select(r => r.Name));
        Assert.Equal(["1.2", "1.10", "2.2", "2.10", "10.2", "10.10"], topology.GetNamespaces().Select(n => n.Id));
        Assert.Equal(["namespace2.2", "namespace2.10"], topology.FindRegion("region2")!.Namespaces);
    }

    [Fact]
    public void What_goes_away_meanwhile_is_left_out()
    {
        using var tree = SysfsTree.Generated(4).WriteRegion(0, 0, 0).WriteRegion(0, 1, 1)
            .WriteNamespace(0, 0, 0, "pmem0", "259:0").WriteNamespace(0, 1, 0, "pmem1", "259:1");
        var topology = new Topology(tree);
        using var dimms = topology.GetDevices().GetEnumerator();
        using var regions = topology.GetRegions().GetEnumerator();
        using var namespaces = topology.GetNamespaces().GetEnumerator();
        Assert.True(dimms.MoveNext() && regions.MoveNext() && namespaces.MoveNext());

        Directory.Delete(tree.PathOf(SysfsTree.Bus(0) + "/nmem1"), recursive: true);
        Directory.Delete(tree.PathOf(SysfsTree.Bus(0) + "/region1"), recursive: true);

        Assert.True(dimms.MoveNext());
        Assert.Equal("nmem2", dimms.Current.Name);
        Assert.False(regions.MoveNext());
        Assert.False(namespaces.MoveNext());
        Assert.Null(topology.FindDevice("nmem1"));
        Assert.Null(topology.FindNamespace("namespace1.0"));
    }

    [Fact]
    public void Without_libnvdimm_there_is_nothing_and_a_reason()
    {
        using var tree = new SysfsTree();
        var topology = new Topology(tree);
        Assert.False(topology.IsSupported);
        Assert.Contains("No NVDIMM bus was found (/sys has neither class/nd nor bus/nd).", topology.UnsupportedReason, StringComparison.Ordinal);
        Assert.Empty(topology.GetBuses());
        Assert.Empty(topology.GetDevices(TopologyDetail.Full));
        Assert.Empty(topology.GetRegions());
        Assert.Empty(topology.GetNamespaces());
        Assert.Null(topology.FindDevice("nmem0"));
        Assert.Null(topology.FindByBlockDevice("pmem0"));
    }

    [Theory]
    [InlineData("nmem7", "nmem7")]
    [InlineData("7", "nmem7")]
    [InlineData("nmem07", null)]
    [InlineData("nmem", null)]
    [InlineData("", null)]
    [InlineData("nmem99", null)]
    [InlineData("nmem99999999999", null)]
    [InlineData("NMEM7", null)]
    [InlineData("ndbus0", null)]
    [InlineData("../nmem7", null)]
    public void A_dimm_is_found_by_its_exact_name_or_number(string name, string? found)
    {
        using var tree = SysfsTree.Generated(8);
        Assert.Equal(found, new Topology(tree).FindDevice(name)?.Name);
    }

    [Fact]
    public void A_name_that_the_kernel_would_not_write_is_nobody()
    {
        using var tree = SysfsTree.Generated(2).Write($"{SysfsTree.Bus(0)}/nmem00001/state=idle", $"{SysfsTree.Bus(0)}/nmem-1/state=idle",
            $"{SysfsTree.Bus(0)}/nmem99999999999/state=idle", $"{SysfsTree.Bus(0)}/nmem+1/state=idle");
        var topology = new Topology(tree);
        Assert.Equal(["nmem0", "nmem1"], topology.GetDevices().Select(d => d.Name));
        Assert.Equal(["nmem0", "nmem1"], topology.FindBus("ndbus0")!.Dimms);
    }

    [Fact]
    public void Nor_is_one_that_a_link_has()
    {
        var folder = $"{SysfsTree.Bus(0)}/nmem07";
        using var tree = SysfsTree.Generated(2).Write($"{folder}/state=idle", $"bus/nd/devices/nmem07 -> ../../../{folder}");
        Assert.Null(new Topology(tree).FindDevice("nmem07"));
    }

    [Fact]
    public void A_link_to_another_dimm_is_not_believed()
    {
        using var tree = SysfsTree.Generated(2).Write($"bus/nd/devices/nmem5 -> ../../../{SysfsTree.Bus(0)}/nmem1");
        Assert.Null(new Topology(tree).FindDevice("nmem5"));
    }
}
