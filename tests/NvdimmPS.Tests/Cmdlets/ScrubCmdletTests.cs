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
