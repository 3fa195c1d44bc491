using System.Collections.Concurrent;
using NvdimmPS.Kernel;
using NvdimmPS.Watching;

namespace NvdimmPS.Shell.Watching;

/// <summary>
/// The source of the engine's events. It watches from <see cref="Begin"/>, which comes after the engine has subscribed and
/// recorded its subscription, until that subscription ends, so that Unregister-Event ends the watch.
/// </summary>
public sealed class NvdimmWatcher : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly INdKernel _kernel;
    private readonly WatchOptions _options;
    private readonly BlockingCollection<NvdimmEvent> _waiting = [];
    private readonly CancellationTokenSource _end = new();
    private EventHandler<NvdimmEvent>? _seen;
    private EventHandler<NvdimmEvent>? _subscription;
    private WatchThread? _thread;
    private bool _runsAction;

    internal NvdimmWatcher(INdKernel kernel, WatchOptions options) => (_kernel, _options) = (kernel, options);

    /// <summary>
    /// Something happened. The subscription that was there at the beginning is told by what <see cref="Begin"/> takes; its
    /// end is the watch's.
    /// </summary>
    public event EventHandler<NvdimmEvent>? Seen
    {
        add
        {
            lock (_gate)
            {
                _seen += value;
            }
        }

        remove
        {
            bool isOver;
            lock (_gate)
            {
                _seen -= value;
                isOver = value is not null && value == _subscription;
            }

            if (isOver)
            {
                Dispose();
            }
        }
    }

    /// <summary>True while it watches.</summary>
    public bool Active
    {
        get
        {
            lock (_gate)
            {
                return _thread is { IsOver: false } && !_end.IsCancellationRequested;
            }
        }
    }

    /// <summary>What ended the watch, where that was a failure.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why DIMMs that come and go are seen by the sweeps alone; null where they are signalled.</summary>
    internal string? Gap
    {
        get
        {
            lock (_gate)
            {
                return _thread?.Gap;
            }
        }
    }

    /// <summary>The handing on of events, over when nothing will be handed on any more.</summary>
    internal Task Handing { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to watch. Nothing is read before there is a subscriber.</summary>
    /// <param name="hand">Hands an event to the subscriber. On one thread, one event after the other, in the order of what
    /// happened.</param>
    /// <param name="runsAction">True where handing on may last as long as an action, and that action may be what ends the watch.</param>
    internal void Begin(Action<NvdimmEvent> hand, bool runsAction)
    {
        lock (_gate)
        {
            if (_end.IsCancellationRequested)
            {
                return;
            }

            (_subscription, _runsAction) = (_seen, runsAction);
            _thread = new WatchThread(_kernel, _options, _waiting.Add, End);
            Handing = Task.Factory.StartNew(() => Hand(hand), CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        }
    }

    /// <summary>
    /// Ends the watch. From here on nothing is handed on; what is being handed on is waited for, for a moment, unless that
    /// would wait for itself.
    /// </summary>
    public void Dispose()
    {
        WatchThread? thread;
        lock (_gate)
        {
            _end.Cancel();
            thread = _thread;
        }

        thread?.Stop();
        if (!_runsAction && Task.CurrentId != Handing.Id)
        {
            Handing.Wait(Moment);
        }
    }

    private void End(Exception? failure)
    {
        Failure ??= failure;
        _waiting.CompleteAdding();
    }

    private void Hand(Action<NvdimmEvent> hand)
    {
        try
        {
            foreach (var seen in _waiting.GetConsumingEnumerable(_end.Token))
            {
                hand(seen);
                Others()?.Invoke(this, seen);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // As was asked for.
        }
#pragma warning disable CA1031 // On this thread it would end the whole process; whoever asks for the failure gets it instead.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failure ??= e;
            Dispose();
        }
    }

    private EventHandler<NvdimmEvent>? Others()
    {
        lock (_gate)
        {
            return _seen - _subscription;
        }
    }
}
