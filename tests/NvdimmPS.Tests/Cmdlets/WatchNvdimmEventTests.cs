using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Watch-NvdimmEvent as a pipeline sees it.</summary>
public sealed class WatchNvdimmEventTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Watch = "Watch-NvdimmEvent";

    [Fact]
    public void The_state_at_the_start_is_written_and_counted()
    {
        var events = Objects(Watch, new { IncludeInitial = true, Count = 3 }).Cast<NvdimmEvent>().ToList();
        Assert.Equal([1L, 2, 3], events.Select(e => e.Sequence));
        Assert.All(events, e => Assert.True(e.IsInitial));
    }

    [Fact]
    public void It_ends_at_its_time() => Assert.Empty(Objects(Watch, new { TimeoutSec = 1 }));

    [Fact]
    public void DIMMs_come_by_the_pipeline()
    {
        var dimm = Kernel.Dimm("nmem1");
        Assert.Equal(["nmem1"], Objects(Watch, new { IncludeInitial = true, Count = 3 }, [dimm.Name]).Cast<NvdimmEvent>().Select(e => e.Dimm).Distinct());
    }

    [Fact]
    public void A_DIMM_that_is_not_there_is_an_error_and_nothing_is_watched() => Assert.Equal("Nvdimm.Dimm.NotFound", Id(Run(Watch, new { Dimm = "nmem9", IncludeInitial = true })));

    [Fact]
    public void A_change_in_mid_watch_is_written_once_and_its_end_once()
    {
        Watched.BeforeRequest = (_, _) =>
        {
            // The look after the first one sees it hot, the one after that cool: requests are two a look.
            var asked = Kernel.Transcript.Count;
            if (asked is 2 or 4)
            {
                Kernel.Dimm("nmem0").MediaTemperature = asked == 2 ? 99 : 30;
            }
        };
        var events = Objects(Watch, new { Dimm = "nmem0", Kind = new[] { WatchKind.Threshold }, Count = 2, SweepSec = 1 }).Cast<NvdimmEvent>();
        Assert.Equal(["Clear>Tripped", "Tripped>Clear"], events.Select(e => $"{e.From}>{e.To}"));
    }

    [Fact]
    public void A_pattern_takes_in_a_DIMM_that_comes_later()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links in sysfs");
        var folder = new DirectoryInfo(Path.Combine(Kernel.SysfsRoot, "bus", "nd", "devices", "nmem1")).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Directory.Move(folder, folder + ".away");
        Watched.BeforeRequest = (_, _) =>
        {
            if (Directory.Exists(folder + ".away"))
            {
                Directory.Move(folder + ".away", folder);
            }
        };
        var seen = Assert.IsType<NvdimmEvent>(Assert.Single(Objects(Watch, new { Dimm = "nmem[0-9]", Count = 1, SweepSec = 1 })));
        Assert.Equal((WatchKind.Arrival, "nmem1"), (seen.Kind, seen.Dimm));
    }

    [Fact]
    public void It_says_where_it_only_sweeps()
    {
        Assert.Empty(Run(Watch, new { TimeoutSec = 1, Verbose = true }).Verbose);
        var run = RunOn(new MuteKernel(Kernel), Watch, new { TimeoutSec = 1, SweepSec = 7, Verbose = true });
        Assert.Equal("DIMMs that come or go are noticed at the sweeps, every 7 s: this machine never changes.", Assert.Single(run.Verbose));
    }

    [Fact]
    public void It_ends_at_once_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        Watched.BeforeRequest = (_, _) => stop.Cancel();
        var run = RunUntil(Watch, new { SweepSec = 86400 }, null, stop.Token);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Objects);
        Assert.Null(run.TerminatingError);
    }

    /// <summary>A machine that does not signal, as a replayed one.</summary>
    private sealed class MuteKernel(INdKernel kernel) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string Source => kernel.Source;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);
    }
}
