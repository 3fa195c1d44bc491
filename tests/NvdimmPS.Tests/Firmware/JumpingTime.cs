using NvdimmPS.Tests.Simulation;

namespace NvdimmPS.Tests.Firmware;

/// <summary>The clock of a simulator for who waits on it: a wait is over at once, and the clock has moved on by as much.</summary>
internal sealed class JumpingTime(ManualTime time) : TimeProvider
{
    /// <summary>How long was waited for, each time.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Called where it has moved on.</summary>
    public Action? Moved { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Add(dueTime);
            time.Advance(dueTime);
            Moved?.Invoke();
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
