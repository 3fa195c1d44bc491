using NvdimmPS.Changes;

namespace NvdimmPS.Tests.Changes;

public sealed class LongOperationTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public void It_is_waited_for_until_it_is_over()
    {
        var looks = 0;
        var (state, isOver) = new LongOperation(_time).Await(() => ++looks, s => s == 5);
        Assert.Equal((5, true), (state, isOver));
    }

    [Fact]
    public void It_is_not_waited_for_longer_than_the_limit_and_progress_is_told()
    {
        var told = new List<TimeSpan>();
        var (state, isOver) = new LongOperation(_time).Await(() => told.Count, _ => false, TimeSpan.FromSeconds(8), (_, waited) => told.Add(waited));
        Assert.Equal((told.Count - 1, false), (state, isOver));
        Assert.Equal([0, 0.05, 0.15, 0.35, 0.75, 1.55, 3.15, 5.15, 7.15, 8], told.Select(t => t.TotalSeconds));
    }

    [Fact]
    public void Nor_by_the_rest_of_a_pause()
    {
        var waits = new List<TimeSpan>();
        var limit = TimeSpan.FromMilliseconds(70);
        new LongOperation(_time).Await(() => 0, _ => false, limit, (_, waited) => waits.Add(waited));
        Assert.Equal(limit, waits[^1]);
    }

    [Fact]
    public void Who_waits_can_leave()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new LongOperation(_time).Await(() => 0, _ => false, null, (_, _) => stop.Cancel(), stop: stop.Token));
    }

    /// <summary>A clock on which each wait is over at once, and took exactly as long as it should.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _now, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
