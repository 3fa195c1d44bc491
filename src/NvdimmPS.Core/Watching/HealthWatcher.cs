using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>
/// Watches a machine's DIMMs and tells each change once, the return to normal too. It only ever reads: sysfs, and the
/// health functions. Between changes it sleeps in the kernel.
/// </summary>
public sealed class HealthWatcher : IDisposable
{
    /// <summary>A machine that signals without end is looked at this often and no more.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly INdKernel _kernel;
    private readonly WatchOptions _options;
    private readonly TimeProvider _time;
    private readonly WatchReader _reader;
    private readonly ChangeWaiter _waiter;
    private readonly CancellationTokenSource _stop = new();
    private WatchSnapshot? _known;
    private long _sequence;

    /// <summary>A watcher of a machine; nothing is read yet.</summary>
    public HealthWatcher(INdKernel kernel, WatchOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        _kernel = kernel;
        _options = options ?? new WatchOptions();
        _time = time ?? TimeProvider.System;
        _waiter = ChangeWaiter.For(kernel);
        _reader = new WatchReader(kernel, _options, _time, _waiter.Wake);
    }

    /// <summary>Watches until <see cref="Stop"/>, and tells what it sees on this thread.</summary>
    public void Run(Action<NvdimmEvent> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        try
        {
            Watch(tell);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // As was asked for.
        }
    }

    /// <summary>
    /// Asks the DIMMs, and gives what changed since the last look; at the first one, the state if that is wanted. What a DIMM
    /// takes its time to say is in a later one.
    /// </summary>
    public IReadOnlyList<NvdimmEvent> Look() => Look(ask: true);

    /// <summary>Why DIMMs that come and go are seen by the sweeps alone; null where they are signalled.</summary>
    public string? Gap => _waiter.Gap;

    /// <summary>Ends the watch at once, from any thread.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _waiter.Wake();
    }

    /// <summary>Releases what is waited on. Not while <see cref="Run"/> runs.</summary>
    public void Dispose()
    {
        _waiter.Dispose();
        _stop.Dispose();
    }

    private IReadOnlyList<NvdimmEvent> Look(bool ask)
    {
        _waiter.Arm();
        var now = _reader.Read(ask, _stop.Token);
        IReadOnlyList<NvdimmEvent> events;
        (events, _known) = _known is null ? (WatchComparer.Initial(now), now) : WatchComparer.Compare(_known, now);
        return [.. events.Where(e => _options.Wants(e.Kind) && (_options.IncludeInitial || !e.IsInitial)).Select(Stamp)];
    }

    /// <summary>A change or the time for it has the DIMMs asked; what they say is told when they say it.</summary>
    private void Watch(Action<NvdimmEvent> tell)
    {
        var sweep = Later(TimeSpan.Zero);
        var heartbeat = _options.Heartbeat is { } every ? Later(every) : long.MaxValue;
        var changed = true;
        while (!_stop.IsCancellationRequested)
        {
            var now = _time.GetTimestamp();
            var ask = changed || now >= sweep;
            if (ask || _reader.HasNews)
            {
                foreach (var seen in Look(ask))
                {
                    tell(seen);
                }
            }

            sweep = ask ? Later(_options.Sweep) : sweep;
            if (now >= heartbeat)
            {
                var watched = _known?.Dimms.Count ?? 0;
                var message = $"{Plural.Of(watched, "DIMM")} {(watched == 1 ? "is" : "are")} watched";
                tell(Stamp(new NvdimmEvent { Kind = WatchKind.Heartbeat, Message = message }));
                heartbeat = Later(_options.Heartbeat!.Value);
            }

            changed = _waiter.Wait(Until(Math.Min(sweep, _reader.Left is { } left ? Math.Min(heartbeat, Later(left)) : heartbeat)));
            if (changed)
            {
                _stop.Token.WaitHandle.WaitOne(Rest);
            }
        }
    }

    private long Later(TimeSpan span) => _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency);

    private TimeSpan Until(long moment) =>
        TimeSpan.FromSeconds(Math.Max(0, (double)(moment - _time.GetTimestamp()) / _time.TimestampFrequency));

    private NvdimmEvent Stamp(NvdimmEvent seen)
    {
        seen.Time = _time.GetUtcNow().UtcDateTime;
        seen.Source = _kernel.Source;
        seen.Sequence = ++_sequence;
        return seen;
    }
}
