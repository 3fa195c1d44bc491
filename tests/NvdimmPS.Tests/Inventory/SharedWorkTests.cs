using System.Collections.Concurrent;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Inventory;

public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Results_come_in_the_order_of_the_items_each_once(bool isShared)
    {
        var worked = new ConcurrentBag<int>();
        var work = new SharedWork<int, string>([.. Enumerable.Range(0, 500)], i =>
        {
            worked.Add(i);
            return i % 7 == 0 ? null : $"{i}";
        });
        if (isShared)
        {
            work.Share();
        }

        string[] expected = [.. Enumerable.Range(0, 500).Where(i => i % 7 != 0).Select(i => $"{i}")];
        Assert.Equal(expected, work);
        Assert.Equal(expected, work);
        Assert.Equal(Enumerable.Range(0, 500), worked.Order());
    }

    /// <summary>The other thread is on the first item for long: this one does all others, and then waits for that.</summary>
    [Fact]
    public void Who_enumerates_works_too_and_waits_only_for_what_another_one_has()
    {
        using var free = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var here = Environment.CurrentManagedThreadId;
        var mine = 0;
        var work = new SharedWork<int, string>([.. Enumerable.Range(0, 10)], i =>
        {
            if (Environment.CurrentManagedThreadId != here)
            {
                begun.Set();
                free.Wait();
            }
            else if (++mine == 9)
            {
                free.Set();
            }

            return $"{i}";
        });
        work.Share();
        begun.Wait();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), work);
        Assert.Equal(9, mine);
    }

    /// <summary>The thread that waits too long does not name what itself read last.</summary>
    [Fact]
    public void What_another_one_hangs_in_is_named()
    {
        using var free = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var e = Assert.Throws<NvdimmException>(() => BlockingCall.Run("sysfs", () =>
        {
            var here = Environment.CurrentManagedThreadId;
            var work = new SharedWork<int, string>([.. Enumerable.Range(0, 4)], i =>
            {
                var isHere = Environment.CurrentManagedThreadId == here;
                BlockingCall.Waits("/sys/bus/nd/devices/nmem0", isHere ? "state" : "flags");
                if (!isHere)
                {
                    begun.Set();
                    free.Wait();
                }

                return $"{i}";
            });
            work.Share();
            begun.Wait();
            return work.Count();
        }, TimeSpan.FromMilliseconds(300), default));
        free.Set();
        Assert.EndsWith("the kernel has not returned from /sys/bus/nd/devices/nmem0/flags.", e.Message);
    }

    [Fact]
    public void What_fails_fails_where_its_result_is_asked_for()
    {
        var work = new SharedWork<int, string>([0, 1, 2], i => i == 1 ? throw new InvalidOperationException("one") : $"{i}");
        using var results = work.GetEnumerator();
        Assert.True(results.MoveNext());
        Assert.Equal("one", Assert.Throws<InvalidOperationException>(() => results.MoveNext()).Message);
    }

    [Fact]
    public void Nothing_is_read_before_it_is_asked_for()
    {
        var count = 0;
        var work = new SharedWork<int, string>([0, 1, 2], i => $"{count++}");
        Assert.Equal(0, count);
        Assert.Equal("0", work.First());
        Assert.Equal(1, count);
    }
}
