using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmScrubTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmScrub";

    [Fact]
    public void State_and_count_are_there_without_a_request()
    {
        var bus = Kernel.Buses[0];
        Assert.Equal(("idle", 1L, false), Of(One()));
        bus.Scrubbing = true;
        Assert.Equal(("active", 1L, false), Of(One()));
        bus.Scrubbing = false;
        Assert.Equal(("idle", 2L, false), Of(One()));
        Assert.Empty(Requests);
        Assert.Empty(Watched.Opened);
    }

    [Theory]
    [InlineData("hyperv")]
    [InlineData("papr")]
    [InlineData("qemu")]
    [InlineData("nfit_test")]
    public void What_is_not_there_has_a_reason(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var run = RunOn(kernel, Get);
        Assert.Equal(kernel.Buses.Select(b => b.Name), run.Objects.Cast<NvdimmScrub>().Select(s => s.Bus));
        Assert.All(run.Objects, o => Reasons.AssertComplete(o!));
    }

    [Fact]
    public void A_DIMM_stands_for_its_bus()
    {
        Assert.Equal("ndbus0", Assert.IsType<NvdimmScrub>(Assert.Single(Objects(Get, pipeline: Objects("Get-NvdimmDevice", new { Dimm = 1 })))).Bus);
        Assert.Equal("Nvdimm.Bus.NotFound", Id(Run(Get, new { Bus = 9 })));
    }

    private NvdimmScrub One() => Assert.IsType<NvdimmScrub>(Assert.Single(Objects(Get)));

    private static (string?, long?, bool?) Of(NvdimmScrub scrub) => (scrub.State, scrub.Count, scrub.HardwareErrorScrub);
}
