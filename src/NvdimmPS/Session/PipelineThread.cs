using System.Collections.Concurrent;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// Does a cmdlet's work on a thread of its own, since it may hang in the kernel, while the pipeline's thread waits for it and for
/// Ctrl+C. What only the pipeline's thread may do, such as writing an object, asking a question or running a script block, the
/// work sends there and waits for.
/// </summary>
internal sealed class PipelineThread : SynchronizationContext
{
    private readonly BlockingCollection<Request> _requests = [];

    /// <summary>Does it. Called by the pipeline's thread.</summary>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long it may take; null for ever.</param>
    /// <param name="target">Names what has not answered in time.</param>
    /// <param name="reading">A thread that is there already, for what only reads; null for one of its own.</param>
    /// <param name="stop">Ctrl+C.</param>
    /// <param name="running">The work itself, which may go on after Ctrl+C.</param>
    /// <exception cref="OperationCanceledException">
    /// It was left behind. It ends once the kernel returns, and cannot reach the pipeline any more.
    /// </exception>
    /// <exception cref="NvdimmException">It was left behind because it did not end in time.</exception>
    public static void Run(Action work, TimeSpan? limit, Func<string>? target, ReadingThread? reading, CancellationToken stop,
        out Task running)
    {
        var thread = new PipelineThread();
        var place = new BlockingCall.Place();
        var call = thread.Begin(work, limit is null ? null : place, reading);
        running = call;
        var end = limit is { } most ? Environment.TickCount64 + (long)most.TotalMilliseconds : long.MaxValue;
        try
        {
            while (thread._requests.TryTake(out var request, Left(end), stop))
            {
                request.Do();
            }

            if (!thread._requests.IsCompleted)
            {
                throw BlockingCall.NoAnswer(target!(), place, limit!.Value);
            }
        }
        finally
        {
            thread._requests.CompleteAdding();
            while (thread._requests.TryTake(out var late))
            {
                late.Refuse();
            }
        }

        call.GetAwaiter().GetResult();
    }

    private static int Left(long end) => end == long.MaxValue
        ? Timeout.Infinite
        : (int)Math.Clamp(end - Environment.TickCount64, 0, int.MaxValue);

    /// <summary>Has the pipeline's thread do something, and waits for it.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        var request = new Request(d, state);
        try
        {
            _requests.Add(request);
        }
        catch (InvalidOperationException)
        {
            throw new OperationCanceledException();
        }

        request.Wait();
    }

    private Task<bool> Begin(Action work, BlockingCall.Place? place, ReadingThread? reading)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var call = BlockingCall.Begin(() =>
            {
                work();
                return true;
            }, place, reading);
            call.ContinueWith(
                ended =>
                {
                    _ = ended.Exception; // observed, since nothing waits for work that was left behind
                    _requests.CompleteAdding();
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return call;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Something for the pipeline's thread. If it fails, the work that asked for it fails.</summary>
    private sealed class Request(SendOrPostCallback action, object? state)
    {
        private readonly TaskCompletionSource _done = new();

        public void Do()
        {
            try
            {
                action(state);
                _done.SetResult();
            }
#pragma warning disable CA1031 // Whatever it is, the work that asked ends by it, and with it the cmdlet.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _done.SetException(e);
            }
        }

        public void Refuse() => _done.SetCanceled();

        public void Wait() => _done.Task.GetAwaiter().GetResult();
    }
}
