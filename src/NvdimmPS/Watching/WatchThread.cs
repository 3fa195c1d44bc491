using System.Diagnostics.CodeAnalysis;
using NvdimmPS.Kernel;
using NvdimmPS.Watching;

namespace NvdimmPS.Shell.Watching;

/// <summary>
/// A watcher on a thread of its own, so that a reader of its events can stop at once even if the kernel hangs.
/// </summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The thread disposes of the watcher at its end, which may come later than Stop.")]
internal sealed class WatchThread
{
    private readonly object _gate = new();
    private readonly HealthWatcher _watcher;
    private readonly Thread _thread;
    private bool _over;

    /// <summary>Begins to watch.</summary>
    /// <param name="kernel">The machine.</param>
    /// <param name="options">What is watched.</param>
    /// <param name="tell">Gets each event, on the watcher's thread.</param>
    /// <param name="end">Called at the end, with what ended it if that was not <see cref="Stop"/>.</param>
    public WatchThread(INdKernel kernel, WatchOptions options, Action<NvdimmEvent> tell, Action<Exception?> end)
    {
        _watcher = new HealthWatcher(kernel, options);
        _thread = new Thread(() => Run(tell, end)) { IsBackground = true, Name = "NvdimmPS watcher" };
        _thread.Start();
    }

    /// <summary>Why DIMMs that come and go are seen by the sweeps alone; null where they are signalled.</summary>
    public string? Gap => _watcher.Gap;

    /// <summary>True from its end on.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _over;
            }
        }
    }

    /// <summary>Ends the watch. The kernel is waited for a moment, not for ever; an ask that hangs ends by itself.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!_over)
            {
                _watcher.Stop();
            }
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread.Join(TimeSpan.FromSeconds(1));
        }
    }

    private void Run(Action<NvdimmEvent> tell, Action<Exception?> end)
    {
        Exception? failure = null;
        try
        {
            _watcher.Run(tell);
        }
#pragma warning disable CA1031 // On this thread it would end the whole process; the waiting thread gets it instead.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        // First the failure, then the end: a reader that sees the end also sees the failure.
        end(failure);
        lock (_gate)
        {
            _over = true;
            _watcher.Dispose();
        }
    }
}
