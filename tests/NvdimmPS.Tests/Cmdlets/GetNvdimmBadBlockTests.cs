using System.Collections;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

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
        Assert.Equal(("Exact", 4096ul), (found.DimmMatch, found.DimmPhysicalAddress)); // the test bus names a region's last DIMM
        Assert.Equal(["nmem1"], found.Dimms);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Only_where_a_region_is_interleaved_its_bus_is_asked()
    {
        var before = Requests.Count();
        Objects(Get, new { Region = 0 });
        Assert.Equal(before, Requests.Count());
        using var kernel = new SimulatedKernel("nvdimm-n");
        Inject(kernel, kernel.Regions.First(), 8192, 512);
        var sent = kernel.Transcript.Count;
        RunOn(kernel, Get);
        Assert.Equal(sent, kernel.Transcript.Count);
    }

    [Fact]
    public void A_run_over_the_lines_of_an_interleave_is_cut_where_another_DIMM_begins()
    {
        using var kernel = new SimulatedKernel("1x2");
        var region = kernel.Regions.First();
        Inject(kernel, region, (3 * 4096) + 1024, 8192);
        var found = RunOn(kernel, Get).Objects.Cast<NvdimmBadBlockRange>().ToList();
        var start = region.Mappings[0].Start;
        Assert.Equal(
            [("nmem1", 26ul, 6ul, start + 4096 + 1024), ("nmem0", 32ul, 8ul, start + 8192), ("nmem1", 40ul, 2ul, start + 8192)],
            found.Select(r => (Assert.Single(r.Dimms), r.Sector, r.Count, r.DimmPhysicalAddress!.Value)));
        Assert.All(found, r => Assert.Equal("Exact", r.DimmMatch));
        Assert.All(found, Reasons.AssertComplete);
        Assert.Equal(["region0 32+8"], RunOn(kernel, Get, new { Dimm = 0 }).Objects.Select(o => o?.ToString()));
        Assert.Equal(2 * 3, kernel.Transcript.Count(r => r.Function == 5));
    }

    /// <summary>A region that failed as a whole would be asked for line by line.</summary>
    [Fact]
    public void A_bus_is_asked_so_often_and_no_more()
    {
        const ulong lines = 1100, line = 4096;
        using var kernel = new SimulatedKernel("1x2");
        Inject(kernel, kernel.Regions.First(), 0, lines * line);
        var asked = 0;
        var watched = new WatchedKernel(kernel) { BeforeRequest = (_, buffer) => asked += buffer[8] == 5 ? 1 : 0 };
        var found = RunOn(watched, Get).Objects.Cast<NvdimmBadBlockRange>().ToList();
        Assert.Equal(1024, asked);
        Assert.Equal(lines * line, found.Aggregate(0ul, (sum, r) => sum + r.Length));
        Assert.Contains("asked 1024 times", found[^1].Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal);
        Assert.Equal("Exact", found[^2].DimmMatch);
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Errno, 5, "EIO")]
    [InlineData(SimulatorFaultKind.Status, 2, "the address belongs to no NVDIMM")]
    [InlineData(SimulatorFaultKind.ZeroLength, 0, "interleaved over 2 DIMMs")]
    [InlineData(SimulatorFaultKind.Truncate, 22, "interleaved over 2 DIMMs")]
    public void A_bus_that_does_not_say_leaves_candidates_and_a_reason(SimulatorFaultKind kind, uint value, string reason)
    {
        using var kernel = new SimulatedKernel("1x2");
        Inject(kernel, kernel.Regions.First(), 4096, 1024);
        kernel.Faults.Add(new SimulatorFault { Target = "ndbus0", Function = 5, Kind = kind, Value = value });
        var found = Assert.IsType<NvdimmBadBlockRange>(Assert.Single(RunOn(kernel, Get).Objects));
        Assert.Equal(("Candidates", null, "nmem0 nmem1"), (found.DimmMatch, found.DimmPhysicalAddress, string.Join(' ', found.Dimms)));
        Assert.Contains(reason, found.Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData(25 << 20, "0x1900000")]
    [InlineData(16 << 20, "0x1000000")] // just behind the DIMM's part
    public void An_answer_that_contradicts_the_kernel_is_none(int offset, string address)
    {
        Inject(0, (ulong)offset, 512);
        var found = One(new { Region = 0 });
        Assert.Equal("Candidates", found.DimmMatch);
        Assert.Contains($"nmem1 at {address}, which is no part of the region",
            found.Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bus_without_the_function_or_without_rights_is_not_asked_twice()
    {
        Inject(0, 4096, 512);
        Inject(1, 4096, 512);
        File.WriteAllText(Path.Combine(Kernel.SysfsRoot, "class/nd/ndctl0/device/commands"), "ars_cap\n");
        var found = Objects(Get).Cast<NvdimmBadBlockRange>().ToList();
        Assert.Equal(2, found.Count);
        Assert.All(found, r => Assert.Contains("ndbus0 does not offer NfitBus 5 TranslateSpa", r.Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal));
        Assert.DoesNotContain("ndbus0 Call 5", Requests);
    }

    [Fact]
    public void Namespaces_and_DIMMs_choose_too()
    {
        Inject(0, 0, 512);
        Inject(1, 512, 512);
        Assert.Equal(["region0 0+1", "region1 1+1"], Names(Get));
        Assert.Equal(["region1 1+1"], Names(Get, new { Namespace = "1.0" }));
        Assert.Equal(["region1 1+1"], Names(Get, pipeline: Objects("Get-NvdimmNamespace", new { Namespace = "1.0" })));
        Assert.Equal(["region0 0+1"], Names(Get, new { Dimm = 1 }).Except(["region1 1+1"]));
        Assert.Equal(["region1 1+1"], Names(Get, pipeline: Objects("Get-NvdimmDevice", new { Dimm = 0 }))); // of region0 it is nmem1
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
        Force = true, AllowInUse = true,
    }).Errors);
}
