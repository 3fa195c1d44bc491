using System.Management.Automation;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Fleet;

/// <summary>
/// Asks targets, so many at a time, and hands on what they say as it comes. A target costs nothing before its turn and
/// leaves nothing behind, so that a fleet may be of any size. All of it runs on the pipeline's thread, except <see cref="Stop"/>.
/// </summary>
internal sealed class FleetRun(FleetScript script, object[]? arguments, IFleetSink sink, FleetLimits limits, JobRepository jobs)
    : IDisposable
{
    private readonly List<FleetTask> _running = [];
    private readonly ManualResetEventSlim _wake = new(initialState: false);
    private readonly object _gate = new();
    private FleetMeter? _meter;
    private bool _isStopped;

    /// <summary>Asks a target; waits for its turn.</summary>
    public void Add(FleetTarget target)
    {
        if (_wake.IsSet)
        {
            // Hosts may come slowly; what others said does not wait for them.
            Pump();
        }

        PumpWhile(() => _running.Count >= limits.Throttle);
        Start(target, script.Script);
    }

    /// <summary>Waits for all.</summary>
    public void Finish() => PumpWhile(() => _running.Count > 0);

    /// <summary>Ends everything that is under way. Safe from any thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            foreach (var task in _running)
            {
                task.Abandon();
            }

            _wake.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _meter?.Dispose();
        var until = Environment.TickCount64 + 1000;
        foreach (var task in _running)
        {
            // Whose ssh was ended ends at once; a session that hangs is left to the engine.
            task.Job.Finished.WaitOne((int)Math.Max(until - Environment.TickCount64, 0));
            FleetEngine.Free(task.Job, task.Release());
            task.Dispose();
        }

        _running.Clear();
        _wake.Dispose();
    }

    private void Start(FleetTarget target, ScriptBlock what)
    {
        if (_isStopped)
        {
            return;
        }

        Job job;
        try
        {
            job = FleetEngine.Start(target, what, arguments, jobs);
        }
        catch (Exception e) when (e is NvdimmException || ErrorRecords.IsUnforeseen(e))
        {
            sink.HostError(ErrorRecords.Failure(target.Name, e));
            sink.Done(target.Name);
            return;
        }

        var task = new FleetTask(target, job, limits.Deadline(), script, isBare: what == script.Bare);
        lock (_gate)
        {
            _running.Add(task);
            if (_isStopped)
            {
                // It began while the others were ended.
                task.Abandon();
            }
        }

        if (_meter is null)
        {
            LetTheEngineServeThemAll();
            _meter = new FleetMeter(limits, Running);
            _meter.Start();
        }


        task.Signal(Wake);
    }

    /// <summary>
    /// The engine serves each session by a work item that lasts as long as something comes. With fewer threads than sessions the end
    /// of one is served after its connection is gone, and the engine then writes to it and ends the process.
    /// </summary>
    private void LetTheEngineServeThemAll()
    {
        const int spare = 8, most = 256;
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Math.Min(limits.Throttle, most) + spare), completions);
    }

    private void PumpWhile(Func<bool> isMore)
    {
        while (!_isStopped && isMore())
        {
            Pump();
            if (isMore())
            {
                var left = _running.Min(t => t.Deadline) - Environment.TickCount64;
                _wake.Wait((int)Math.Clamp(left, 0, 1000));
            }
        }
    }

    private void Pump()
    {
        // Before the look: what comes meanwhile wakes us again.
        _wake.Reset();
        foreach (var task in _running.Where(IsDone).ToList())
        {
            End(task);
        }
    }

    /// <summary>Hands on the outcome of one. What goes wrong with it is its own error, and the others go on.</summary>
    private bool IsDone(FleetTask task)
    {
        try
        {
            return task.Pump(sink, Wake);
        }
        catch (Exception e) when (e is NvdimmException || ErrorRecords.IsUnforeseen(e))
        {
            task.Abandon();
            sink.HostError(ErrorRecords.Failure(task.Target.Name, e));
            return true;
        }
    }

    private List<IFleetSender> Running()
    {
        lock (_gate)
        {
            return [.. _running];
        }
    }

    private void End(FleetTask task)
    {
        lock (_gate)
        {
            _running.Remove(task);
        }

        FleetEngine.Free(task.Job, task.Release());
        task.Dispose();
        if (task.IsRefusedAsScript && script.Bare is { } bare)
        {
            Start(task.Target, bare);
        }
        else
        {
            sink.Done(task.Target.Name);
        }
    }

    private void Wake() => _wake.Set();
}
