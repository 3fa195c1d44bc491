using NvdimmPS.Inventory;
using NvdimmPS.Scrub;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ScrubCmdletTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Start = "Start-NvdimmScrub", Wait = "Wait-NvdimmScrub";

    [Fact]
    public void It_is_started_and_waited_for()
    {
        var before = Scrub().Count;
        var begun = Assert.IsType<NvdimmScrub>(Assert.Single(Objects(Start, new { PassThru = true })));
        Assert.Equal("active", begun.State);
        var ended = Assert.IsType<NvdimmScrub>(Assert.Single(Objects(Wait)));
        Assert.Equal(("idle", before + 1), (ended.State, ended.Count));
    }

    [Fact]
    public void One_at_a_time()
    {
        Kernel.Buses[0].Scrubbing = true;
        var run = Run(Start);
        Assert.Equal("Nvdimm.Scrub.Running", Id(run));
        Assert.Contains("Wait-NvdimmScrub", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_end_in_time_is_told_and_goes_on()
    {
        Kernel.Buses[0].Scrubbing = true;
        Assert.Equal("Nvdimm.Scrub.NotEnded", Id(Run(Wait, new { TimeoutSec = 1 })));
        Assert.True(Kernel.Buses[0].Scrubbing);
    }

    [Fact]
    public void Who_waits_can_leave_and_the_scrub_goes_on()
    {
        Kernel.Buses[0].Scrubbing = true;
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ScrubPlanner.Await(
            () => new NvdimmMachine(Kernel).GetBus("ndbus0"), TimeSpan.FromSeconds(2), (_, _) => stop.Cancel(), stop: stop.Token));
        Assert.True(Kernel.Buses[0].Scrubbing);
    }

    [Fact]
    public void WhatIf_shows_the_write()
    {
        var shown = Assert.IsType<WriteExplanation>(Assert.Single(Objects(Start, new { WhatIf = true })));
        Assert.Equal(("/sys/bus/nd/devices/ndbus0/nfit/scrub", "1"), (shown.Path, shown.Value));
        Assert.Equal("idle", Scrub().State);
    }

    [Fact]
    public void A_region_is_scrubbed_by_the_firmware_which_lists_what_it_found_and_that_can_be_cleared()
    {
        var region = new NvdimmMachine(Kernel).Topology.FindRegion("region0")!;
        var address = region.Resource!.Value + 4096;
        Objects("Add-NvdimmInjectedError", new { Bus = 0, Address = address, Length = 512UL, NoNotify = true, Force = true, AllowInUse = true });
        Objects(Start, new { Region = "region0" });
        Assert.Equal("idle", Scrub().State); // the kernel's own does not run
        var found = Assert.IsType<NvdimmScrubResult>(Assert.Single(Objects(Wait, new { Firmware = true })));
        Assert.Equal(("Complete", region.Resource, region.Size, false), (found.State, found.Address, found.Length, found.IsOverflow));
        var error = Assert.Single(found.Errors!);
        Assert.Equal((address, 512UL, "region0"), (error.Address, error.Length, error.Region));
        Assert.Equal(found.ErrorCount, Assert.IsType<NvdimmScrubResult>(Assert.Single(Objects("Get-NvdimmScrub", new { Firmware = true }))).ErrorCount);
        var cleared = Run("Clear-NvdimmBadBlock", new { Force = true, AllowInUse = true, PassThru = true }, [error]);
        Assert.Equal(512UL, Assert.IsType<NvdimmBadBlockClearing>(Assert.Single(cleared.Objects)).Cleared);
        Objects(Start, new { Bus = 0, Address = region.Resource, Length = 8192UL });
        Assert.Empty(Assert.IsType<NvdimmScrubResult>(Assert.Single(Objects(Wait, new { Firmware = true }))).Errors!);
    }

    [Fact]
    public void A_range_is_refused_before_anything_is_sent_where_it_cannot_be_scrubbed()
    {
        Kernel.Buses[0].Scrubbing = true;
        Assert.Equal("Nvdimm.Scrub.Running", Id(Run(Start, new { Region = "region0" })));
        Kernel.Buses[0].Scrubbing = false;
        var region = new NvdimmMachine(Kernel).Topology.FindRegion("region0")!;
        Assert.Equal("Nvdimm.Region.Beyond", Id(Run(Start, new { Bus = 0, Address = region.Resource, Length = region.Size + 1 })));
        Assert.Equal("Nvdimm.Region.NoneAt", Id(Run(Start, new { Bus = 0, Address = 0UL, Length = 1UL })));
        Assert.IsType<DsmExplanation>(Assert.Single(Objects(Start, new { Region = "region0", WhatIf = true })));
    }

    [Fact]
    public void Firmware_without_results_yet_says_why()
    {
        var before = Assert.IsType<NvdimmScrubResult>(Assert.Single(Objects("Get-NvdimmScrub", new { Firmware = true })));
        Kernel.Faults.Add(new SimulatorFault { Target = "ndbus0", Function = 3, Kind = SimulatorFaultKind.Status, Value = 0x10000 });
        var now = Assert.IsType<NvdimmScrubResult>(Assert.Single(Objects("Get-NvdimmScrub", new { Firmware = true })));
        Assert.Equal(("InProgress", null, "the scrub has not ended"), (now.State, now.Errors, now.Unavailable["Errors"]));
        Assert.Equal("Nvdimm.Scrub.NotEnded", Id(Run(Wait, new { Firmware = true, TimeoutSec = 1 })));
        Assert.NotEqual("InProgress", before.State);
    }

    private NvdimmScrub Scrub() => Assert.IsType<NvdimmScrub>(Assert.Single(Objects("Get-NvdimmScrub")));
}

public sealed class NoScrubTests(CmdletFixture fixture) : CmdletTest(fixture, "papr")
{
    [Theory]
    [InlineData("Start-NvdimmScrub")]
    [InlineData("Wait-NvdimmScrub")]
    public void A_platform_without_a_scrub_is_told_before_anything_is_sent(string command)
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.All(Run(command).Errors, e => Assert.Equal("Nvdimm.Scrub.None", Id(e)));
        Assert.Equal("Nvdimm.Scrub.None", Id(Run(command, new { Bus = "ndbus0" })));
    }
}
