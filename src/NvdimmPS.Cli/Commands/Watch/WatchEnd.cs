using System.Runtime.InteropServices;
using NvdimmPS.Watching;

namespace NvdimmPS.Cli;

/// <summary>Ends a watch: after a time, on SIGINT and on SIGTERM. A second signal does what signals do.</summary>
internal sealed class WatchEnd : IDisposable
{
    private readonly HealthWatcher _watcher;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer? _timer;
    private readonly Lock _lock = new();
    private bool _isAsked;
    private bool _isOver;

    public WatchEnd(HealthWatcher watcher, TimeSpan? timeout)
    {
        _watcher = watcher;
        _signals =
            [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
        _timer = timeout is { } most ? new Timer(_ => Ask(), null, most, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>From here on the watcher may go.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _timer?.Dispose();
        Array.ForEach(_signals, s => s.Dispose());
    }

    private void OnSignal(PosixSignalContext context) => context.Cancel = Ask();

    /// <returns>False where it was asked for before, so that a second signal ends the process.</returns>
    private bool Ask()
    {
        lock (_lock)
        {
            if (_isOver || _isAsked)
            {
                return _isOver;
            }

            _isAsked = true;
            _watcher.Stop();
            return true;
        }
    }
}
