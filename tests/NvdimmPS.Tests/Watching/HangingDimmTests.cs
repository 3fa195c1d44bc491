using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>A DIMM that takes its time, or for ever: the others are told of, it is asked once, and it is told when it answers.</summary>
public sealed class HangingDimmTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");
    private readonly WatchedKernel _watched;
    private readonly ManualResetEventSlim _free = new(true);
    private readonly ManualTime _time = new();
    private int _asked;

    public HangingDimmTests()
    {
        _watched = new WatchedKernel(_kernel)
        {
            BeforeRequest = (node, _) =>
            {
                if (node == "nmem0")
                {
                    Interlocked.Increment(ref _asked);
                    _free.Wait();
                }
            },
        };
    }

    [Fact]
    public void It_hides_no_other_and_is_asked_but_once_until_it_answers()
    {
        using var watcher = Watcher();
        _free.Reset();
        _asked = 0;
        _kernel.Dimm("nmem1").MediaTemperature = 99;
        Assert.Equal("Health nmem1 Healthy>Warning, Threshold nmem1 Clear>Tripped", Something(watcher));
        Assert.Equal("", Told(watcher));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Failure nmem0 Answers>HealthCheck", Told(watcher));
        Assert.Equal("", Told(watcher));
        Assert.Equal(1, _asked);

        _kernel.Dimm("nmem0").MediaTemperature = 99;
        Assert.Equal("", Told(watcher));
        _free.Set();
        Assert.Equal("Recovery nmem0 HealthCheck>Answers, Health nmem0 Healthy>Warning, Threshold nmem0 Clear>Tripped", Something(watcher));
        Assert.Equal("", Told(watcher));
    }

    [Fact]
    public void What_the_platform_says_of_it_is_told_meanwhile()
    {
        using var watcher = Watcher();
        _free.Reset();
        _kernel.Dimm("nmem0").NotArmed = true;
        Assert.Equal("", Told(watcher));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Failure nmem0 Answers>HealthCheck, Health nmem0 Healthy>Unhealthy", Told(watcher));
        _free.Set();
        Assert.Equal("Recovery nmem0 HealthCheck>Answers", Something(watcher));
    }

    [Fact]
    public void One_that_hangs_from_the_start_and_answers_is_told_with_no_sweep()
    {
        _free.Reset();
        using var watcher = new HealthWatcher(_watched, new WatchOptions { Sweep = TimeSpan.FromHours(1), IncludeInitial = true, Limit = TimeSpan.FromMilliseconds(1) });
        var told = new List<string>();
        watcher.Run(e =>
        {
            if (e.Dimm != "nmem0" || e.Kind == WatchKind.Security)
            {
                return;
            }

            told.Add($"{e.Kind} {e.To} {e.IsInitial}");
            _free.Set();
            if (e.Kind == WatchKind.Recovery)
            {
                watcher.Stop();
            }
        });
        Assert.Equal(["Failure HealthCheck True", "Recovery Answers False"], told.Take(2));
    }

    [Fact]
    public void Stopping_does_not_wait_for_it()
    {
        _free.Reset();
        using var watcher = new HealthWatcher(_watched);
        _watched.AfterRequest = (_, _) => watcher.Stop();
        watcher.Run(e => Assert.Fail(e.Message));
        Assert.False(_free.IsSet);
    }

    /// <summary>What asks still returns, and everything it opened is closed.</summary>
    public void Dispose()
    {
        _free.Set();
        SpinWait.SpinUntil(() => _watched.StillOpen == 0);
        _kernel.Dispose();
        _free.Dispose();
    }

    /// <summary>One that has heard of both DIMMs. So long it waits for one that hangs; another one may take its time on a busy machine.</summary>
    private HealthWatcher Watcher()
    {
        var watcher = new HealthWatcher(_watched, new WatchOptions { Patience = TimeSpan.FromSeconds(4), IncludeInitial = true }, _time);
        var heard = new HashSet<string?>();
        while (heard.Count < 2)
        {
            heard.UnionWith(watcher.Look().Where(e => e.Kind == WatchKind.Health).Select(e => e.Dimm));
        }

        return watcher;
    }

    private static string Told(HealthWatcher watcher) => string.Join(", ", watcher.Look().Select(e => $"{e.Kind} {e.Target} {e.From}>{e.To}"));

    private static string Something(HealthWatcher watcher)
    {
        string told;
        while ((told = Told(watcher)).Length == 0)
        {
            Thread.Yield();
        }

        return told;
    }
}
