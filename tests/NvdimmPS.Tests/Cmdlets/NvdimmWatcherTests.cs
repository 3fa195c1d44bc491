using System.Collections.Concurrent;
using NvdimmPS.Health.Watching;
using NvdimmPS.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What Register-NvdimmEvent hands to the engine: it watches from the first subscription to the last one's end.</summary>
public sealed class NvdimmWatcherTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");
    private readonly BlockingCollection<NvdimmEvent> _seen = [];

    [Fact]
    public void It_watches_while_somebody_is_subscribed()
    {
        using var watcher = new NvdimmWatcher(_kernel, new WatchOptions { IncludeInitial = true, Kinds = [WatchKind.Security, WatchKind.Health] });
        Assert.False(watcher.Active);
        watcher.Seen += Add;
        watcher.Seen += Ignore;
        Assert.True(watcher.Active);
        Assert.Null(watcher.Gap);
        Assert.Equal("nmem0", Take().Dimm);
        watcher.Seen -= Ignore;
        Assert.True(watcher.Active);
        watcher.Seen -= Add;
        Assert.False(watcher.Active);
        Assert.Null(watcher.Failure);
    }

    [Fact]
    public void Who_subscribes_again_is_told_again()
    {
        using var watcher = new NvdimmWatcher(_kernel, new WatchOptions { IncludeInitial = true, Kinds = [WatchKind.Security] });
        foreach (var _ in (int[])[1, 2])
        {
            watcher.Seen += Add;
            Assert.Equal(["nmem0 1", "nmem1 2"], [Told(), Told()]);
            watcher.Seen -= Add;
        }
    }

    [Fact]
    public void A_change_reaches_the_subscriber_and_what_it_throws_ends_the_watch_alone()
    {
        using var watcher = new NvdimmWatcher(_kernel, new WatchOptions { IncludeInitial = true, Kinds = [WatchKind.Threshold] });
        watcher.Seen += Add;
        watcher.Seen += Refuse;
        Assert.True(Take().IsInitial);
        _kernel.Dimm("nmem1").MediaTemperature = 99;
        NvdimmEvent seen;
        while ((seen = Take()).IsInitial)
        {
        }

        Assert.Equal(("nmem1", "Tripped"), (seen.Dimm, seen.To));
        SpinWait.SpinUntil(() => !watcher.Active);
        Assert.IsType<NotSupportedException>(watcher.Failure);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _seen.Dispose();
    }

    private NvdimmEvent Take() => _seen.Take(TestContext.Current.CancellationToken);

    private string Told() => Take() is var seen ? $"{seen.Dimm} {seen.Sequence}" : "";

    private void Add(object? sender, NvdimmEvent seen) => _seen.Add(seen);

    private static void Ignore(object? sender, NvdimmEvent seen)
    {
    }

    private static void Refuse(object? sender, NvdimmEvent seen)
    {
        if (!seen.IsInitial)
        {
            throw new NotSupportedException();
        }
    }
}
