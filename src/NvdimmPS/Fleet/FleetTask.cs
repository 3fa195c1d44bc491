using System.Management.Automation;
using Microsoft.Win32.SafeHandles;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>One target under way: its job of the engine, and the outcome.</summary>
/// <param name="target">The target.</param>
/// <param name="job">The engine's job.</param>
/// <param name="deadline">When its time is up.</param>
/// <param name="script">What was sent.</param>
/// <param name="isBare">True where that is the form for those that take no scripts.</param>
internal sealed class FleetTask(FleetTarget target, Job job, long deadline, FleetScript script, bool isBare) : IFleetSender, IDisposable
{
    /// <summary>How long a session whose ssh was ended may take to notice.</summary>
    private const long GraceMs = 10_000;

    private readonly CancellationTokenSource _cancel = new();
    private Task<(FleetFault Fault, string Words)>? _diagnosis;
    private int _results, _refused, _records, _errors;
    private bool _isOut, _isEnded, _isEnding, _isReleased;
    private volatile string? _tooMuch;
    private SafeFileHandle? _ssh;

    /// <summary>The target.</summary>
    public FleetTarget Target => target;

    /// <summary>The engine's job.</summary>
    public Job Job => job;

    /// <summary>When its time is up (<see cref="Environment.TickCount64"/>).</summary>
    public long Deadline => _isOut ? deadline + GraceMs : deadline;

    /// <summary>The far side takes no scripts, only commands by name, and there is such a form.</summary>
    public bool IsRefusedAsScript { get; private set; }

    /// <inheritdoc/>
    public string? Tag => target.Tag;

    /// <inheritdoc/>
    public void Found(int id)
    {
        lock (_cancel)
        {
            _ssh = _isReleased ? null : SshClients.Hold(id);
        }
    }

    /// <inheritdoc/>
    public long Objects => _records + Waiting;

    /// <inheritdoc/>
    public bool IsTaken => Waiting == 0;

    private long Waiting => Streams().Sum(s => (long)s.Count);

    private Job Child => job.ChildJobs[0];

    /// <summary>Calls back whenever there is something new, and once for what came before: the job has begun already.</summary>
    public void Signal(Action wake)
    {
        Child.Output.DataAdded += (_, _) => wake();
        Child.Error.DataAdded += (_, _) => wake();
        job.StateChanged += (_, _) => wake();
        wake();
    }

    /// <summary>Hands on what came, and ends it when its time is up.</summary>
    /// <returns>True once all is told.</returns>
    public bool Pump(IFleetSink sink, Action wake)
    {
        if (_diagnosis is not null)
        {
            return Diagnosed(sink) || IsLate && TimedOut(sink);
        }

        if (_tooMuch is { } much)
        {
            // What came before was handed on. Its end is left to the engine, and nobody waits for it.
            return Fail(sink, FleetFault.TooMuch, $"{much}, {_results} results were taken");
        }

        // The state first: what comes after it was read is for the next time.
        var state = Child.JobStateInfo.State;
        Drain(sink);
        if (state is JobState.Completed or JobState.Failed or JobState.Stopped)
        {
            return Over(sink, wake);
        }

        if (!IsLate)
        {
            return false;
        }

        // What was ended once and did not notice is left to the engine.
        var isLeft = _isOut || !End();
        _isOut = true;
        return isLeft && TimedOut(sink);
    }

    /// <summary>Ends it because it sends too much. Safe from any thread.</summary>
    public void TooMuch(string why)
    {
        _tooMuch = why;
        End();
    }

    /// <inheritdoc/>
    public void Pause() => Hold(isHeld: true);

    /// <inheritdoc/>
    public void Resume() => Hold(isHeld: false);

    /// <summary>From here on it is not held up any more: the engine has still to say goodbye.</summary>
    /// <returns>What is to be let go once the engine is done with it.</returns>
    public IDisposable? Release()
    {
        lock (_cancel)
        {
            _isReleased = true;
            if (!_isEnding)
            {
                target.Hold(isHeld: false);
            }

            return _ssh;
        }
    }

    private void Hold(bool isHeld)
    {
        lock (_cancel)
        {
            if (!_isReleased && !_isEnding)
            {
                target.Hold(isHeld);
            }
        }
    }

    private bool End()
    {
        lock (_cancel)
        {
            _isEnding = true;
            return target.End(job, () => Objects);
        }
    }

    /// <summary>Ends it without a word. Safe from any thread, and more than once.</summary>
    public void Abandon()
    {
        _cancel.Cancel();
        if (Child.JobStateInfo.State is JobState.Running or JobState.NotStarted or JobState.Blocked)
        {
            End();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A diagnosis that is still under way has its ssh ended.
        _cancel.Cancel();
        _cancel.Dispose();
    }

    private bool IsLate => Environment.TickCount64 >= Deadline;

    private IEnumerable<System.Collections.ICollection> Streams() =>
        [Child.Output, Child.Error, Child.Warning, Child.Verbose, Child.Debug, Child.Information, Child.Progress];

    private void Drain(IFleetSink sink)
    {
        foreach (var result in Child.Output.ReadAll())
        {
            _records++;
            if (result?.BaseObject as string == script.Token)
            {
                _isEnded = true;
                continue;
            }

            _results++;
            if (result is not null)
            {
                _refused += FleetRights.AreMissing(result) ? 1 : 0;
                sink.Result(target.Name, result);
            }
        }

        foreach (var error in Child.Error.ReadAll())
        {
            _records++;
            _errors++;
            sink.ScriptError(target.Name, error);
        }

        foreach (var warning in Child.Warning.ReadAll())
        {
            _records++;
            sink.Warning(target.Name, warning.Message);
        }

        foreach (var verbose in Child.Verbose.ReadAll())
        {
            _records++;
            sink.Verbose(target.Name, verbose.Message);
        }

        foreach (var debug in Child.Debug.ReadAll())
        {
            _records++;
            sink.Debug(target.Name, debug.Message);
        }

        foreach (var information in Child.Information.ReadAll())
        {
            _records++;
            sink.Information(target.Name, information);
        }

        _records += Child.Progress.ReadAll().Count;
    }

    private bool Over(IFleetSink sink, Action wake)
    {
        if (_isOut)
        {
            return TimedOut(sink);
        }

        switch (Child.JobStateInfo.Reason)
        {
            case null when !isBare && !_isEnded:
                return Fail(sink, FleetFault.Exit, script.Exits.Count > 0
                    ? $"it says '{string.Join("', '", script.Exits)}'"
                    : string.Empty);
            case null when script.MustAnswer && _results + _errors == 0:
                return Fail(sink, FleetFault.BadAnswer, "it is done and gave nothing");
            case null:
                return _results == 0 || _refused < _results || Fail(sink, FleetFault.NoRights, string.Empty);
            case RemoteException { ErrorRecord: { } error }:
                return Thrown(sink, error);
            default:
                _diagnosis = _results > 0
                    ? Task.FromResult((FleetFault.Ended, $"{_results} results came before"))
                    : target.DiagnoseAsync(_cancel.Token);
                _diagnosis.ContinueWith(_ => wake(), TaskScheduler.Default);
                return Diagnosed(sink);
        }
    }

    private bool Thrown(IFleetSink sink, ErrorRecord error)
    {
        var id = error.FullyQualifiedErrorId;
        IsRefusedAsScript =
            !isBare && script.Bare is not null && _results == 0 && id.StartsWith("ScriptsNotAllowed", StringComparison.Ordinal);
        if (IsRefusedAsScript)
        {
            return true;
        }

        if (script.FaultOf(id) is not { } fault)
        {
            sink.ScriptError(target.Name, error);
            return true;
        }

        // A script that had something to say had something to look at.
        return fault == FleetFault.NoNvdimm && _results > 0
            ? _refused < _results || Fail(sink, FleetFault.NoRights, string.Empty)
            : Fail(sink, fault, error.Exception.Message);
    }

    private bool Diagnosed(IFleetSink sink)
    {
        if (!_diagnosis!.IsCompleted)
        {
            return false;
        }

        var (fault, words) = _diagnosis.IsCompletedSuccessfully ? _diagnosis.Result : (FleetFault.Ended, string.Empty);
        return Fail(sink, fault, words);
    }

    private bool TimedOut(IFleetSink sink) =>
        Fail(sink, FleetFault.Timeout, _results == 0 ? string.Empty : $"{_results} results came before");

    private bool Fail(IFleetSink sink, FleetFault fault, string detail)
    {
        sink.HostError(FleetErrors.For(fault, target.Name, detail));
        return true;
    }
}
