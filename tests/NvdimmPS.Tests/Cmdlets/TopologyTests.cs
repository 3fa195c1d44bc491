namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Buses, regions and namespaces, on a machine with two buses that the kernel's own test driver makes.</summary>
public sealed class TopologyTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test-labelled", shared: true)
{
    private const string GetBus = "Get-NvdimmBus", GetDevice = "Get-NvdimmDevice", GetRegion = "Get-NvdimmRegion", GetNamespace = "Get-NvdimmNamespace";

    private static readonly string[] AllNamespaces = ["namespace0.0", "namespace0.1", "namespace1.0", "namespace1.1", "namespace2.0", "namespace3.0"];

    [Fact]
    public void Everything_is_listed_with_its_type_and_in_order()
    {
        Assert.Equal(["ndbus0", "ndbus1"], Objects(GetBus).Select(o => Assert.IsType<NvdimmBus>(o).Name));
        Assert.Equal(["region0", "region1", "region2", "region3"], Objects(GetRegion).Select(o => Assert.IsType<NvdimmRegion>(o).Name));
        Assert.Equal(AllNamespaces, Objects(GetNamespace).Select(o => Assert.IsType<NvdimmNamespace>(o).Name));
        Assert.Empty(Requests);
        Assert.Empty(Watched.Opened);
    }

    [Fact]
    public void Objects_hold_what_belongs_to_them()
    {
        var bus = (NvdimmBus)Objects(GetBus, new { Bus = 1 })[0]!;
        Assert.Equal(("ndbus1", 1, "ndctl1", "nfit_test.1", "Simulated"), (bus.Name, bus.Id, bus.Node, bus.Provider, bus.Source));
        Assert.Equal(["nmem4", "nmem5"], bus.Dimms);
        Assert.Equal(["region2", "region3"], bus.Regions);

        var region = (NvdimmRegion)Objects(GetRegion, new { Region = "region1" })[0]!;
        Assert.Equal(("ndbus0", "pmem", true), (region.Bus, region.Type, region.Enabled));
        Assert.Equal(["nmem0", "nmem1", "nmem2", "nmem3"], region.Dimms);
        Assert.Equal(["namespace1.0", "namespace1.1"], region.Namespaces);

        var space = (NvdimmNamespace)Objects(GetNamespace, new { Namespace = "1.1" })[0]!;
        Assert.Equal(("region1", "ndbus0", "fsdax", "pmem1.1"), (space.Region, space.Bus, space.Mode, space.BlockDevice));
    }

    [Theory]
    [InlineData(GetBus, "Bus", "ndctl1", "ndbus1")]
    [InlineData(GetBus, "Bus", "/dev/ndctl1", "ndbus1")]
    [InlineData(GetBus, "Name", 1, "ndbus1")]
    [InlineData(GetBus, "Bus", "NDBUS*", "ndbus0", "ndbus1")]
    [InlineData(GetRegion, "Region", "region[0-1]", "region0", "region1")]
    [InlineData(GetRegion, "Name", 3, "region3")]
    [InlineData(GetRegion, "Region", new[] { "2", "region1" }, "region2", "region1")]
    [InlineData(GetRegion, "Dimm", "nmem4", "region2")]
    [InlineData(GetRegion, "Dimm", new[] { 0, 4 }, "region0", "region1", "region2")]
    [InlineData(GetRegion, "Bus", 1, "region2", "region3")]
    [InlineData(GetRegion, "Bus", "*", "region0", "region1", "region2", "region3")]
    [InlineData(GetNamespace, "Namespace", "0.1", "namespace0.1")]
    [InlineData(GetNamespace, "Namespace", 0.1, "namespace0.1")]
    [InlineData(GetNamespace, "Name", "namespace?.1", "namespace0.1", "namespace1.1")]
    [InlineData(GetNamespace, "Region", "region[12]", "namespace1.0", "namespace1.1", "namespace2.0")]
    [InlineData(GetNamespace, "Dimm", "nmem2", "namespace1.0", "namespace1.1")]
    [InlineData(GetNamespace, "Bus", "ndbus1", "namespace2.0", "namespace3.0")]
    public void Things_are_named_in_many_ways(string command, string parameter, object value, params string[] expected) =>
        Assert.Equal(expected, Names(command, new Dictionary<string, object?> { [parameter] = value }));

    [Theory]
    [InlineData(GetBus, GetDevice, 5, "ndbus1")]
    [InlineData(GetBus, GetRegion, 2, "ndbus1")]
    [InlineData(GetBus, GetNamespace, "1.0", "ndbus0")]
    [InlineData(GetDevice, GetNamespace, "2.0", "nmem4")]
    [InlineData(GetRegion, GetBus, 1, "region2", "region3")]
    [InlineData(GetRegion, GetDevice, 0, "region0", "region1")]
    [InlineData(GetRegion, GetNamespace, "1.1", "region1")]
    [InlineData(GetNamespace, GetBus, 1, "namespace2.0", "namespace3.0")]
    [InlineData(GetNamespace, GetDevice, 3, "namespace1.0", "namespace1.1")]
    [InlineData(GetNamespace, GetRegion, 0, "namespace0.0", "namespace0.1")]
    public void One_kind_leads_to_another(string to, string from, object name, params string[] expected) =>
        Assert.Equal(expected, Names(to, pipeline: Objects(from, new Dictionary<string, object?> { ["Name"] = name })));

    [Theory]
    [InlineData(GetBus, "Bus", "Nvdimm.Bus.NotFound", "ndbus1")]
    [InlineData(GetRegion, "Region", "Nvdimm.Region.NotFound", "region1")]
    [InlineData(GetNamespace, "Namespace", "Nvdimm.Namespace.NotFound", "namespace1.1")]
    public void What_is_not_there_is_one_error_and_the_rest_goes_on(string command, string parameter, string id, string found)
    {
        var run = Run(command, new Dictionary<string, object?> { [parameter] = new[] { "nowhere", "x*", found } });
        Assert.Equal([id, id], run.Errors.Select(Id));
        Assert.Equal(["nowhere", "x*"], run.Errors.Select(e => e.TargetObject));
        Assert.All(run.Errors, e => Assert.Contains(found, e.ToString(), StringComparison.Ordinal));
        Assert.Equal([found], run.Objects.Select(o => o?.ToString()));
    }

    [Fact]
    public void A_filter_that_finds_nothing_is_an_error()
    {
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(Run(GetRegion, new { Dimm = "nmem99" })));
        Assert.Equal("Nvdimm.Bus.NotFound", Id(Run(GetRegion, new { Bus = "ndbus9" })));
        Assert.Equal("Nvdimm.Region.NotFound", Id(Run(GetNamespace, new { Region = "region9" })));
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(Run(GetNamespace, new { Dimm = "nmem99" })));
        Assert.Equal("Nvdimm.Bus.NotFound", Id(Run(GetNamespace, new { Bus = "ndbus9" })));
        Assert.Empty(Run(GetRegion, new { Dimm = "nmem5" }).Errors);
    }

    [Fact]
    public void Two_filters_are_refused()
    {
        Assert.Equal("AmbiguousParameterSet", Id(Run(GetRegion, new { Dimm = 0, Bus = 0 }).TerminatingError));
        Assert.Equal("AmbiguousParameterSet", Id(Run(GetNamespace, new { Region = 0, Bus = 0 }).TerminatingError));
    }
}
