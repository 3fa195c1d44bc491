using System.Collections;
using System.Runtime.ExceptionServices;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// Work on many items that two threads share, each taking the next one. Who enumerates the results, in the order of the items, works on
/// what is left where the next result is not there yet: so nobody waits while there is something to do, and what is done with results
/// goes on beside the work.
/// </summary>
/// <param name="items">What is worked on.</param>
/// <param name="work">The result of an item; null where there is none.</param>
internal sealed class SharedWork<T, TResult>(IReadOnlyList<T> items, Func<T, TResult?> work) : IEnumerable<TResult>
    where TResult : class
{
    /// <summary>What stands for an item without a result.</summary>
    private static readonly object None = new();

    /// <summary>A result, <see cref="None"/> or an <see cref="ExceptionDispatchInfo"/>; null until the item is done.</summary>
    private readonly object?[] _done = new object?[items.Count];

    /// <summary>What the other thread waits for.</summary>
    private readonly BlockingCall.Place _place = new();

    private int _taken;
    private int _awaited;

    /// <summary>Has another thread work on the items too.</summary>
    public void Share() => _ = BlockingCall.Begin(
        () =>
        {
            while (DoNext())
            {
            }

            return true;
        },
        _place);

    /// <inheritdoc/>
    public IEnumerator<TResult> GetEnumerator()
    {
        for (var i = 0; i < _done.Length; i++)
        {
            while (Volatile.Read(ref _done[i]) is null && DoNext())
            {
            }

            switch (Volatile.Read(ref _done[i]) ?? Await(i))
            {
                case TResult result: yield return result; break;
                case ExceptionDispatchInfo failure: failure.Throw(); break;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <returns>False where nothing is left.</returns>
    private bool DoNext()
    {
        var i = Interlocked.Increment(ref _taken) - 1;
        if (i >= _done.Length)
        {
            return false;
        }

        object done;
        try
        {
            done = work(items[i]) ?? None;
        }
#pragma warning disable CA1031 // It is thrown where the results are enumerated.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done = ExceptionDispatchInfo.Capture(e);
        }

        // Each sees what the other one wrote before it: either the result is seen there, or here that it is waited for.
        _ = Interlocked.Exchange(ref _done[i], done);
        if (Volatile.Read(ref _awaited) != 0)
        {
            lock (_done)
            {
                Monitor.PulseAll(_done);
            }
        }

        return true;
    }

    /// <summary>The last ones are with the other thread: an error of this one that waits too long names what that one waits for.</summary>
    private object Await(int i)
    {
        const int pause = 100;
        lock (_done)
        {
            _ = Interlocked.Exchange(ref _awaited, 1);
            object? done;
            while ((done = Volatile.Read(ref _done[i])) is null)
            {
                _place.Pass();
                Monitor.Wait(_done, pause);
            }

            return done;
        }
    }
}
