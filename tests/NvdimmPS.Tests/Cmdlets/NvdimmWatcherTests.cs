using System.Collections.Concurrent;
using NvdimmPS.Shell.Watching;
using NvdimmPS.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What Register-NvdimmEvent hands to the engine: it watches from the beginning, which comes after the subscription, to that one's end.</summary>
public sealed class NvdimmWatcherTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");
    private readonly BlockingCollection<NvdimmEvent> _seen = [];

    [Fact]
    public void It_watches_from_the_beginning_to_the_end_of_the_subscription()
    {
        using var watcher = Watcher(WatchKind.Security, WatchKind.Health);
        Assert.False(watcher.Active);
        watcher.Begin(_seen.Add, runsAction: false);
        Assert.True(watcher.Active);
        Assert.Null(watcher.Gap);
        Assert.Equal("nmem0", Take().Dimm);
        watcher.Seen -= Subscription;
        Assert.False(watcher.Active);
        Assert.Null(watcher.Failure);
    }

    [Fact]
    public void Who_subscribes_later_is_told_too_and_his_end_is_not_the_watchs()
    {
        using var others = new BlockingCollection<NvdimmEvent>();
        using var watcher = Watcher(WatchKind.Threshold);
        watcher.Begin(_seen.Add, runsAction: false);
        watcher.Seen += Other;
        Assert.True(Take().IsInitial);
        _kernel.Dimm("nmem1").MediaTemperature = 99;
        Assert.Equal("nmem1 Tripped", Change(others));
        Assert.Equal("nmem1 Tripped", Change(_seen));
        watcher.Seen -= Other;
        Assert.True(watcher.Active);

        void Other(object? sender, NvdimmEvent seen) => others.Add(seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_handed_on_after_the_end(bool runsAction)
    {
        using var holding = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        using var watcher = Watcher();
        watcher.Begin(
            seen =>
            {
                _seen.Add(seen);
                holding.Set();
                held.Wait();
            },
            runsAction);
        holding.Wait(TestContext.Current.CancellationToken);
        watcher.Seen -= Subscription;
        held.Set();
        await watcher.Handing;
        Assert.Equal(1, Assert.Single(_seen).Sequence);
        Assert.Null(watcher.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_told_may_end_it(bool runsAction)
    {
        using var watcher = Watcher();
        watcher.Begin(
            seen =>
            {
                _seen.Add(seen);
                watcher.Seen -= Subscription;
            },
            runsAction);
        await watcher.Handing;
        Assert.Equal(1, Assert.Single(_seen).Sequence);
        Assert.False(watcher.Active);
    }

    [Fact]
    public void A_watch_that_is_over_does_not_begin()
    {
        using var watcher = Watcher();
        watcher.Dispose();
        watcher.Begin(_seen.Add, runsAction: false);
        Assert.False(watcher.Active);
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public async Task What_the_subscriber_throws_ends_the_watch_alone()
    {
        using var watcher = Watcher(WatchKind.Threshold);
        watcher.Begin(seen => throw new NotSupportedException(), runsAction: false);
        await watcher.Handing;
        Assert.False(watcher.Active);
        Assert.IsType<NotSupportedException>(watcher.Failure);
    }

    [Fact]
    public void Who_finds_the_watch_over_finds_why()
    {
        Exception? failure = null;
        using var telling = new ManualResetEventSlim();
        using var told = new ManualResetEventSlim();
        var thread = new WatchThread(_kernel, new WatchOptions { IncludeInitial = true }, _ => throw new NotSupportedException(), e =>
        {
            failure = e;
            telling.Set();
            told.Wait();
        });
        telling.Wait(TestContext.Current.CancellationToken);
        Assert.False(thread.IsOver);
        told.Set();
        SpinWait.SpinUntil(() => thread.IsOver);
        Assert.IsType<NotSupportedException>(failure);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _seen.Dispose();
    }

    /// <summary>One that somebody is subscribed to, as the engine is.</summary>
    private NvdimmWatcher Watcher(params WatchKind[] kinds)
    {
        var watcher = new NvdimmWatcher(_kernel, new WatchOptions { IncludeInitial = true, Kinds = kinds.Length > 0 ? kinds : null });
        watcher.Seen += Subscription;
        return watcher;
    }

    private NvdimmEvent Take() => _seen.Take(TestContext.Current.CancellationToken);

    private static string Change(BlockingCollection<NvdimmEvent> events)
    {
        NvdimmEvent seen;
        while ((seen = events.Take(TestContext.Current.CancellationToken)).IsInitial)
        {
        }

        return $"{seen.Dimm} {seen.To}";
    }

    /// <summary>Its handler is never called: events are handed on by what Begin takes.</summary>
    private static void Subscription(object? sender, NvdimmEvent seen) => Assert.Fail("The engine's handler leaves events to the thread pool.");
}
