using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Kernel;

public sealed class BlockingCallTests
{
    [Fact]
    public void What_the_kernel_holds_is_named()
    {
        using var free = new ManualResetEventSlim();
        var e = Assert.Throws<NvdimmException>(() => BlockingCall.Run("sysfs", () => Hang("available_size", free), TimeSpan.FromMilliseconds(50), default));
        Assert.Equal(("Nvdimm.Kernel.NoAnswer", NvdimmErrorKind.OperationTimeout), (e.ErrorId, e.Kind));
        Assert.Equal("sysfs did not answer within 0.05 s: the kernel has not returned from /sys/bus/nd/devices/region0/available_size.", e.Message);
        free.Set();
    }

    [Fact]
    public void What_ends_in_time_has_its_result_or_its_failure()
    {
        Assert.Equal(7, BlockingCall.Run("nmem0", () => 7, TimeSpan.FromMinutes(1), default));
        Assert.Throws<InvalidOperationException>(() => BlockingCall.Run<int>("nmem0", () => throw new InvalidOperationException(), TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public void Who_waits_can_leave()
    {
        using var free = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => BlockingCall.Run(() => Hang("size", free), stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => BlockingCall.Run("sysfs", () => Hang("size", free), TimeSpan.FromMinutes(1), stop.Token));
        free.Set();
    }

    /// <summary>A host that is told of failures that nobody waited for would take it for one of its own.</summary>
    [Fact]
    public void What_fails_when_it_was_left_behind_is_told_to_nobody()
    {
        var told = new ConcurrentQueue<Exception>();
        void Tell(object? sender, UnobservedTaskExceptionEventArgs e) => told.Enqueue(e.Exception.InnerExceptions[0]);
        TaskScheduler.UnobservedTaskException += Tell;
        try
        {
            var failure = LeaveBehind();
            Assert.True(SpinWait.SpinUntil(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !failure.IsAlive;
            }, TimeSpan.FromMinutes(1)));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Tell;
        }

        Assert.DoesNotContain(told, e => e is InvalidTimeZoneException);
    }

    /// <summary>The failure of work that was left behind, which is told before it is collected. No other test fails so.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LeaveBehind()
    {
        using var failed = new ManualResetEventSlim();
        WeakReference? failure = null;
        Assert.ThrowsAny<OperationCanceledException>(() => BlockingCall.Run<int>(Fail, new CancellationToken(canceled: true)));
        failed.Wait();
        return failure!;

        int Fail()
        {
            var e = new InvalidTimeZoneException();
            failure = new WeakReference(e, trackResurrection: true);
            failed.Set();
            throw e;
        }
    }

    [Fact]
    public void All_are_asked_on_one_thread_until_one_hangs()
    {
        using var free = new ManualResetEventSlim();
        var clock = new HandClock();
        var asked = new ConcurrentQueue<(int Item, int Thread)>();
        var results = BlockingCall.RunEach([1, 2, 3, 4, 5], item => $"nmem{item}",
            item =>
            {
                asked.Enqueue((item, Environment.CurrentManagedThreadId));
                if (item != 3)
                {
                    return item * 10;
                }

                clock.MakeLate();
                return Hang("state", free);
            },
            HandClock.Limit, (item, why) => why.Message.StartsWith($"nmem{item} did not answer", StringComparison.Ordinal) ? -item : 0, default, clock);
        Assert.Equal([10, 20, -3, 40, 50], results);
        free.Set();
        Assert.Equal([1, 2, 3, 4, 5], asked.Select(a => a.Item));
        Assert.Equal([3, 2], asked.GroupBy(a => a.Thread).Select(g => g.Count()));
    }

    [Fact]
    public void What_is_found_first_is_worked_on_by_the_same_thread()
    {
        var (finder, workers) = (0, new ConcurrentQueue<int>());
        var (items, results) = BlockingCall.RunEach("sysfs", () => Find(1, 2, 3), item => $"nmem{item}",
            item =>
            {
                workers.Enqueue(Environment.CurrentManagedThreadId);
                return item * 10;
            },
            TimeSpan.FromMinutes(1), (_, why) => throw why, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], items);
        Assert.Equal([10, 20, 30], results);
        Assert.Equal([finder], workers.Distinct());

        int[] Find(params int[] found)
        {
            finder = Environment.CurrentManagedThreadId;
            return found;
        }
    }

    [Fact]
    public void What_hangs_while_they_are_found_is_named()
    {
        using var free = new ManualResetEventSlim();
        var late = Assert.Throws<NvdimmException>(() => BlockingCall.RunEach<int, int>("sysfs", () => [Hang("size", free)], item => $"nmem{item}",
            item => item, TimeSpan.FromMilliseconds(50), (_, why) => throw why, default));
        Assert.StartsWith("sysfs did not answer", late.Message, StringComparison.Ordinal);
        Assert.Contains("region0/size", late.Message, StringComparison.Ordinal);
        free.Set();
    }

    private static int Hang(string attribute, ManualResetEventSlim free)
    {
        BlockingCall.Waits("/sys/bus/nd/devices/region0", attribute);
        free.Wait(CancellationToken.None);
        return 0;
    }
}
