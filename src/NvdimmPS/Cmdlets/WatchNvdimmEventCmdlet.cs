using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using NvdimmPS.Health.Watching;
using NvdimmPS.Watching;

namespace NvdimmPS.Cmdlets;

/// <summary>Writes an event for each change of the DIMMs' health until it is stopped. Writes nothing to any DIMM.</summary>
[Cmdlet(VerbsCommon.Watch, "NvdimmEvent")]
[OutputType(typeof(NvdimmEvent))]
public sealed class WatchNvdimmEventCmdlet : WatchCmdlet
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Ends after this long.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <summary>Ends after this many events; heartbeats do not count.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override void End() => Try(null, Watch);

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _stop.Dispose();
        base.Dispose(disposing);
    }

    private void Watch()
    {
        if (Options() is not { } options)
        {
            return;
        }

        var seen = new BlockingCollection<NvdimmEvent>();
        Exception? failure = null;
        var thread = new WatchThread(Machine.Kernel, options, seen.Add, e =>
        {
            failure = e;
            seen.CompleteAdding();
        });
        try
        {
            Write(seen);
        }
        finally
        {
            thread.Stop();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Write(BlockingCollection<NvdimmEvent> seen)
    {
        var end = TimeoutSec > 0 ? Environment.TickCount64 + TimeoutSec * 1000L : long.MaxValue;
        var written = 0;
        try
        {
            while (true)
            {
                var left = end == long.MaxValue ? Timeout.Infinite : (int)Math.Max(0, end - Environment.TickCount64);
                if (!seen.TryTake(out var next, left, _stop.Token))
                {
                    return;
                }

                WriteObject(next);
                if (next.Kind != WatchKind.Heartbeat && ++written == Count)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Ctrl-C.
        }
    }
}
