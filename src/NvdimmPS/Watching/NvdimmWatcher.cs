using NvdimmPS.Health.Watching;
using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>
/// The source of the engine's events: it watches from the first subscription to the last one's end, so that
/// Unregister-Event ends the watch.
/// </summary>
public sealed class NvdimmWatcher : IDisposable
{
    private readonly object _gate = new();
    private readonly INdKernel _kernel;
    private readonly WatchOptions _options;
    private EventHandler<NvdimmEvent>? _seen;
    private WatchThread? _thread;

    internal NvdimmWatcher(INdKernel kernel, WatchOptions options) => (_kernel, _options) = (kernel, options);

    /// <summary>Something happened. Raised on the watcher's thread.</summary>
    public event EventHandler<NvdimmEvent>? Seen
    {
        add
        {
            lock (_gate)
            {
                _seen += value;
                _thread ??= new WatchThread(_kernel, _options, e => _seen?.Invoke(this, e), failure => Failure = failure);
            }
        }

        remove
        {
            bool isLast;
            lock (_gate)
            {
                _seen -= value;
                isLast = _seen is null;
            }

            if (isLast)
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
                return _thread is { IsOver: false };
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

    /// <summary>Ends the watch. A subscription that comes later begins another one.</summary>
    public void Dispose()
    {
        WatchThread? thread;
        lock (_gate)
        {
            (thread, _thread) = (_thread, null);
        }

        thread?.Stop();
    }
}
