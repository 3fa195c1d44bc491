using System.Collections.Concurrent;
using System.Management.Automation;
using NvdimmPS.Shell.Watching;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Register-NvdimmEvent and the engine: no event before the subscription, none after it, and none before another one.</summary>
public sealed class RegisterNvdimmEventTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Register = "Register-NvdimmEvent";

    private readonly string _name = $"watch {Guid.NewGuid():N}";

    [Fact]
    public void The_watch_begins_when_the_engine_has_recorded_the_subscription_and_its_action()
    {
        // The engine adds its handler to the source's event first, and only then the subscription to its list.
        var atTheBeginning = new List<bool>();
        Watched.BeforeListening = () => atTheBeginning.Add(Events.GetEventSubscribers(_name).Any(s => s.Action is not null));
        var job = Assert.IsType<PSEventJob>(Assert.Single(Objects(Register, new { SourceIdentifier = _name, IncludeInitial = true, Action = ScriptBlock.Create("") })));
        Assert.True(Assert.Single(atTheBeginning));
        Unregister();
        Assert.Equal(JobState.Stopped, job.JobStateInfo.State);
        Objects("Remove-Job", new { job.Id });
    }

    [Fact]
    public void A_watch_that_cannot_begin_leaves_no_subscription()
    {
        Watched.BeforeListening = () => throw new IOException("no descriptor is left");
        Assert.Contains("no descriptor is left", $"{Assert.Single(Run(Register, new { SourceIdentifier = _name }).Errors)}", StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Events.GetEventSubscribers(_name));
    }

    [Fact]
    public void Events_come_one_after_the_other_and_not_by_the_thread_pool()
    {
        using var came = new BlockingCollection<(long Sequence, bool IsPooled)>();
        Events.ReceivedEvents.PSEventReceived += Came;
        Objects(Register, new { SourceIdentifier = _name, IncludeInitial = true });
        var first = Enumerable.Range(1, 8).Select(_ => came.Take(TestContext.Current.CancellationToken)).ToList();
        Unregister();
        Events.ReceivedEvents.PSEventReceived -= Came;
        Assert.Equal(Enumerable.Range(1, 8).Select(i => ((long)i, false)), first);
        Objects("Remove-Event", new { SourceIdentifier = _name });

        void Came(object sender, PSEventArgs e) => came.Add((((NvdimmEvent)e.SourceEventArgs).Sequence, Thread.CurrentThread.IsThreadPoolThread));
    }

    [Fact]
    public void An_event_is_what_the_engine_makes_of_one()
    {
        Objects(Register, new { Dimm = "nmem0", SourceIdentifier = _name, IncludeInitial = true, Kind = new[] { WatchKind.Security }, MessageData = "note" });
        var e = Assert.IsType<PSEventArgs>(Assert.Single(Objects("Wait-Event", new { SourceIdentifier = _name })));
        var watcher = Assert.IsType<NvdimmWatcher>(e.Sender);
        var seen = Assert.IsType<NvdimmEvent>(e.SourceEventArgs);
        Assert.Equal([watcher, seen], e.SourceArgs);
        Assert.Equal(("note", "nmem0", WatchKind.Security), (e.MessageData.BaseObject, seen.Dimm, seen.Kind));
        Assert.True(watcher.Active);
        Unregister();
        Assert.False(watcher.Active);
        Objects("Remove-Event", new { SourceIdentifier = _name });
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void An_event_that_comes_after_the_end_of_its_subscription_is_not_left_where_there_was_an_action(bool hasAction, int left)
    {
        using var watcher = new NvdimmWatcher(Kernel, new WatchOptions());
        new SessionEvents(Events, _name, data: null, hasAction).Add(watcher, new NvdimmEvent { Kind = WatchKind.Heartbeat, Message = "late" });
        Assert.Equal(left, Objects("Get-Event").Cast<PSEventArgs>().Count(e => e.SourceIdentifier == _name));
        Objects("Get-Event").Cast<PSEventArgs>().ToList().ForEach(e => Objects("Remove-Event", new { e.EventIdentifier }));
    }

    private void Unregister() => Assert.Empty(Objects("Unregister-Event", new { SourceIdentifier = _name }));
}
