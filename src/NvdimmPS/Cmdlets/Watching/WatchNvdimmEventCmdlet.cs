using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using NvdimmPS.Shell.Watching;
using NvdimmPS.Watching;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Writes an event for each change of the DIMMs' health until it is stopped. Writes nothing to any DIMM.</summary>
[Cmdlet(VerbsCommon.Watch, "NvdimmEvent")]
[OutputType(typeof(NvdimmEvent))]
public sealed class WatchNvdimmEventCmdlet : WatchCmdlet
{
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
            WriteGap(thread.Gap);
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
        while (true)
        {
            var left = end == long.MaxValue ? Timeout.Infinite : (int)Math.Max(0, end - Environment.TickCount64);
            if (!seen.TryTake(out var next, left, Stopped))
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
}
