using Microsoft.Extensions.Time.Testing;
using NvdimmPS.Changes;

namespace NvdimmPS.Tests.Changes;

public sealed class LongOperationTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    [Fact]
    public void It_is_waited_for_until_it_is_over()
    {
        var looks = 0;
        var (state, isOver) = Ticking(() => new LongOperation(_time).Await(() => ++looks, s => s == 5));
        Assert.Equal((5, true), (state, isOver));
    }

    [Fact]
    public void It_is_not_waited_for_longer_than_the_limit_and_progress_is_told()
    {
        var told = new List<int>();
        var (state, isOver) = Ticking(() => new LongOperation(_time).Await(() => told.Count, _ => false, TimeSpan.FromSeconds(20), (s, _) => told.Add(s)));
        Assert.False(isOver);
        Assert.Equal(told.Count - 1, state);
        Assert.InRange(told.Count, 2, 21);
    }

    [Fact]
    public void Who_waits_can_leave()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new LongOperation(_time).Await(() => 0, _ => false, null, (_, _) => stop.Cancel(), stop.Token));
    }

    /// <summary>Moves the clock on for as long as the work waits for it.</summary>
    private T Ticking<T>(Func<T> work)
    {
        var task = Task.Run(work);
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Thread.Yield();
        }

        return task.GetAwaiter().GetResult();
    }
}
