using System.Collections;
using NvdimmPS.Model;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Model;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmBadBlockTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test")
{
    private const string Get = "Get-NvdimmBadBlock";

    [Fact]
    public void Where_nothing_is_bad_nothing_comes() => Assert.Empty(Objects(Get, new { Region = new[] { 0, 1 } }));

    [Fact]
    public void A_run_is_followed_from_region_to_block_device()
    {
        Inject(0, 4096, 1024);
        var found = One(new { Region = 0 });
        Assert.Equal(("region0", 8ul, 2ul, 4096ul, 1024ul), (found.Region, found.Sector, found.Count, found.Offset, found.Length));
        Assert.Equal(Region(0).Resource + 4096, found.SystemPhysicalAddress);
        Assert.Equal(("namespace0.0", 8ul, "pmem0", 8ul), (found.Namespace, found.NamespaceSector, found.BlockDevice, found.BlockDeviceSector));
        Assert.Equal(("Candidates", null), (found.DimmMatch, found.DimmPhysicalAddress));
        Assert.Equal(["nmem0", "nmem1"], found.Dimms);
        Assert.Contains("interleaved over 2 DIMMs", found.Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Reading_it_sends_nothing()
    {
        Inject(0, 0, 512);
        var before = Requests.Count();
        Objects(Get, new { Region = 0 });
        Assert.Equal(before, Requests.Count());
    }

    [Fact]
    public void Namespaces_and_DIMMs_choose_too()
    {
        Inject(0, 0, 512);
        Inject(1, 512, 512);
        Assert.Equal(["region0 0+1", "region1 1+1"], Names(Get));
        Assert.Equal(["region1 1+1"], Names(Get, new { Namespace = "1.0" }));
        Assert.Equal(["region1 1+1"], Names(Get, pipeline: Objects("Get-NvdimmNamespace", new { Namespace = "1.0" })));
        Assert.Equal(["region0 0+1", "region1 1+1"], Names(Get, pipeline: Objects("Get-NvdimmDevice", new { Dimm = 0 })));
        Assert.Equal(["region1 1+1"], Names(Get, new { Dimm = 3 }));
        Assert.Equal("Nvdimm.Region.NotFound", Id(Run(Get, new { Region = 77 })));
    }

    [Fact]
    public void A_region_that_does_not_say_is_an_error_and_the_rest_goes_on()
    {
        Inject(1, 512, 512);
        Kernel.DisableRegion("region0");
        var run = Run(Get, new { Region = new[] { 0, 1 } });
        Assert.Equal("Nvdimm.BadBlock.NotKnown", Id(run));
        Assert.Equal(["region1 1+1"], run.Objects.Select(o => o?.ToString()));
    }

    [Fact]
    public void On_a_region_of_one_DIMM_the_place_is_exact()
    {
        using var kernel = new SimulatedKernel("nvdimm-n");
        var region = kernel.Regions.First();
        Inject(kernel, region, 8192, 512);
        var found = Assert.IsType<NvdimmBadBlockRange>(Assert.Single(RunOn(kernel, Get, new { Region = 0 }).Objects));
        Assert.Equal(("Exact", region.Mappings[0].Start + 8192), (found.DimmMatch, found.DimmPhysicalAddress));
        Assert.Equal(["nmem0"], found.Dimms);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void The_data_of_fsdax_begin_behind_its_page_structures()
    {
        using var kernel = new SimulatedKernel("1x2");
        var region = kernel.Regions.First();
        Inject(kernel, region, 4096, 512);
        Inject(kernel, region, region.Size - 4096, 512);
        var found = RunOn(kernel, Get).Objects.Cast<NvdimmBadBlockRange>().ToList();
        Assert.Contains("before the device's data", found[0].Unavailable["BlockDeviceSector"], StringComparison.Ordinal);
        var device = new Topology(kernel).FindNamespace("0.0")!;
        Assert.Equal((device.Size - 4096) / 512, found[1].BlockDeviceSector);
        Assert.All(found, Reasons.AssertComplete);
    }

    private NvdimmBadBlockRange One(object parameters) => Assert.IsType<NvdimmBadBlockRange>(Assert.Single(Objects(Get, parameters)));

    private SimulatedRegion Region(int id) => Kernel.Regions.Single(r => r.Name == $"region{id}");

    private void Inject(int region, ulong offset, ulong length) => Inject(Kernel, Region(region), offset, length);

    private void Inject(SimulatedKernel kernel, SimulatedRegion region, ulong offset, ulong length) => Assert.Empty(RunOn(kernel, "Invoke-NvdimmDsm", new
    {
        Function = "ArsErrorInject",
        Bus = region.Bus.Name,
        Argument = new Hashtable { ["Address"] = region.Resource + offset, ["Length"] = length, ["Options"] = "NotifyOs" },
        Force = true,
    }).Errors);
}
