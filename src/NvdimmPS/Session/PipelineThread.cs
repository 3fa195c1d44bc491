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
    /// <param name="stop">Ctrl+C.</param>
    /// <param name="running">The work itself, which may go on after Ctrl+C.</param>
    /// <exception cref="OperationCanceledException">
    /// It was left behind. It ends once the kernel returns, and cannot reach the pipeline any more.
    /// </exception>
    public static void Run(Action work, CancellationToken stop, out Task running)
    {
        var thread = new PipelineThread();
        var call = thread.Begin(work);
        running = call;
        try
        {
            foreach (var request in thread._requests.GetConsumingEnumerable(stop))
            {
                request.Do();
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

    private Task<bool> Begin(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var call = BlockingCall.Begin(() =>
            {
                work();
                return true;
            });
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
