using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// Does a cmdlet's work on a thread of its own, since it may hang in the kernel, while the pipeline's thread waits for it and for
/// Ctrl+C. What only the pipeline's thread may do, such as writing an object, asking a question or running a script block, the
/// work sends there and waits for.
/// </summary>
internal sealed class PipelineThread : SynchronizationContext
{
    /// <summary>What answers at once does so in so many turns; to sleep and be woken takes longer.</summary>
    private const int MostTurns = 60;

    private readonly object _gate = new();
    private readonly Queue<Request> _requests = [];
    private volatile bool _hasEnded;
    private bool _isLeft;

    /// <summary>Does it. Called by the pipeline's thread.</summary>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long it may take; null for ever.</param>
    /// <param name="target">Names what has not answered in time.</param>
    /// <param name="worker">A thread that is there already; null for one of its own.</param>
    /// <param name="stop">Ctrl+C.</param>
    /// <param name="running">The work itself, which may go on after Ctrl+C.</param>
    /// <exception cref="OperationCanceledException">
    /// It was left behind. It ends once the kernel returns, and cannot reach the pipeline any more.
    /// </exception>
    /// <exception cref="NvdimmException">It was left behind because it did not end in time.</exception>
    public static void Run(Action work, TimeSpan? limit, Func<string>? target, WorkThread? worker, CancellationToken stop,
        out Task running)
    {
        var thread = new PipelineThread();
        var place = new BlockingCall.Place();
        var call = thread.Begin(work, limit is null ? null : place, worker);
        running = call;
        var end = limit is { } most ? Environment.TickCount64 + (long)most.TotalMilliseconds : long.MaxValue;
        try
        {
            using var stopped = stop.UnsafeRegister(static thread => ((PipelineThread)thread!).Wake(), thread);
            while (thread.Next(end, stop) is { } request)
            {
                request.Do();
            }

            if (!thread._hasEnded)
            {
                throw BlockingCall.NoAnswer(target!(), place, limit!.Value);
            }
        }
        finally
        {
            thread.Leave();
        }

        call.GetAwaiter().GetResult();
    }

    /// <summary>The next request; null once the work has ended or the time is over.</summary>
    private Request? Next(long end, CancellationToken stop)
    {
        var spin = default(SpinWait);
        while (spin.Count < MostTurns && _requests.Count == 0 && !_hasEnded)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                if (_requests.TryDequeue(out var request))
                {
                    return request;
                }

                var left = Left(end);
                if (_hasEnded || left == 0)
                {
                    return null;
                }

                Monitor.Wait(_gate, left);
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _isLeft = true;
            while (_requests.TryDequeue(out var late))
            {
                late.Refuse();
            }
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private static int Left(long end) => end == long.MaxValue
        ? Timeout.Infinite
        : (int)Math.Clamp(end - Environment.TickCount64, 0, int.MaxValue);

    /// <summary>Has the pipeline's thread do something, and waits for it.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        var request = new Request(d, state);
        lock (_gate)
        {
            if (_isLeft)
            {
                throw new OperationCanceledException();
            }

            _requests.Enqueue(request);
            Monitor.PulseAll(_gate);
        }

        request.Wait();
    }

    private Task<bool> Begin(Action work, BlockingCall.Place? place, WorkThread? worker)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return BlockingCall.Begin(
                () =>
                {
                    try
                    {
                        work();
                        return true;
                    }
                    finally
                    {
                        _hasEnded = true;
                        Wake();
                    }
                }, place, worker);
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
