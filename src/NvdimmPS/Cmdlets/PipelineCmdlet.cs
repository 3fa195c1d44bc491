using System.Management.Automation;
using System.Management.Automation.Host;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// A cmdlet whose work may hang in the kernel: it is done on a thread of its own, and what only the pipeline's thread may do is
/// done there, from whichever thread it is called.
/// </summary>
public abstract class PipelineCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<WorkThread> _threads = [];
    private Task _left = Task.CompletedTask;
    private WorkThread? _worker;

    /// <summary>Ctrl+C.</summary>
    protected CancellationToken Stopped => _stop.Token;

    /// <summary>True from Ctrl+C on. The engine's own word for it is taken back once the pipeline has ended.</summary>
    protected new bool Stopping => _stop.IsCancellationRequested;

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
    }

    /// <summary>True while a change is made of which nothing may be left half done.</summary>
    private protected virtual bool IsChanging => false;

    /// <summary>For so long Ctrl+C waits for a kernel that does not return from a step of a change.</summary>
    private static readonly TimeSpan MostForChange = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether one thread does the work of all records, since one for each takes longer than a DIMM does. Not where a key is loaded for a
    /// change: it is in the ring of its thread, and would outlive the change.
    /// </summary>
    private protected virtual bool KeepsThread => true;

    /// <summary>The thread of this cmdlet's work; another one after work that was left behind on it.</summary>
    private protected WorkThread Worker
    {
        get
        {
            if (_worker is null)
            {
                _threads.Add(_worker = new WorkThread());
            }

            return _worker;
        }
    }

    /// <summary>
    /// Does what may hang in the kernel, an ioctl or the reading of sysfs, so that Ctrl+C is heeded meanwhile. What is left behind
    /// ends once the kernel returns, and writes nothing more to the pipeline. PowerShell's own objects belong to the pipeline's
    /// thread: read parameters that hold any before this.
    /// </summary>
    protected void Blocking(Action work) => Blocking(work, null);

    /// <summary>The same within a time limit.</summary>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long it may take; null for ever.</param>
    /// <param name="target">Names what has not answered in time.</param>
    /// <exception cref="NvdimmException">It did not end in time, and was left behind.</exception>
    private protected void Blocking(Action work, TimeSpan? limit, Func<string>? target = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (SynchronizationContext.Current is PipelineThread)
        {
            work();
            return;
        }

        var running = Task.CompletedTask;
        try
        {
            PipelineThread.Run(work, limit, target, KeepsThread ? Worker : null, Stopped, out running);
        }
        finally
        {
            // What was begun is finished or taken back before the cmdlet ends: the process may end with it.
            if (IsChanging)
            {
                Task.WhenAny(running, Task.Delay(MostForChange)).GetAwaiter().GetResult();
            }

            if (!running.IsCompleted)
            {
                _left = Task.WhenAll(_left, running);
                _worker = null;
            }
        }
    }

    /// <summary>The same for what has a result.</summary>
    protected T Blocking<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        T result = default!;
        Blocking(() =>
        {
            result = work();
        });
        return result;
    }

    /// <summary>Writes an object.</summary>
    protected new void WriteObject(object? item) => OnPipelineThread(() => base.WriteObject(item));

    /// <summary>Writes an object, or each item of a collection.</summary>
    protected new void WriteObject(object? item, bool enumerateCollection) =>
        OnPipelineThread(() => base.WriteObject(item, enumerateCollection));

    /// <summary>Writes an error that lets the rest go on.</summary>
    protected new void WriteError(ErrorRecord record) => OnPipelineThread(() => base.WriteError(record));

    /// <summary>Ends the pipeline with an error.</summary>
    protected new void ThrowTerminatingError(ErrorRecord record) => OnPipelineThread(() => base.ThrowTerminatingError(record));

    /// <summary>Writes a warning; what it repeats can be shown.</summary>
    protected new void WriteWarning(string text) => OnPipelineThread(() => base.WriteWarning(Printable.Line(text)));

    /// <summary>Says something to a person, as Write-Host does: never in the pipeline, and hidden by -InformationAction Ignore.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="tag">The tag by which it can be found in the information stream.</param>
    private protected void Tell(string text, string tag) => OnPipelineThread(() =>
        WriteInformation(new HostInformationMessage { Message = Printable.Line(text) }, ["PSHOST", tag]));

    /// <summary>Writes for -Verbose; what it repeats can be shown.</summary>
    protected new void WriteVerbose(string text) => OnPipelineThread(() => base.WriteVerbose(Printable.Line(text)));

    /// <summary>Shows how far something is.</summary>
    protected new void WriteProgress(ProgressRecord record) => OnPipelineThread(() => base.WriteProgress(record));

    /// <summary>Writes for -Debug; what it repeats can be shown.</summary>
    protected new void WriteDebug(string text) => OnPipelineThread(() => base.WriteDebug(Printable.Line(text)));

    /// <summary>Asks or tells what is done to which target; what it repeats can be shown.</summary>
    internal new bool ShouldProcess(string target, string action) =>
        OnPipelineThread(() => base.ShouldProcess(Printable.Line(target), Printable.Text(action)));

    /// <summary>Asks; what it repeats can be shown.</summary>
    internal new bool ShouldContinue(string query, string caption) =>
        OnPipelineThread(() => base.ShouldContinue(Printable.Text(query), Printable.Line(caption)));

    /// <summary>Asks, with an answer for all that are still to come; what it repeats can be shown.</summary>
    internal new bool ShouldContinue(string query, string caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll)
    {
        var (yes, no) = (yesToAll, noToAll);
        var answer = OnPipelineThread(() =>
            base.ShouldContinue(Printable.Text(query), Printable.Line(caption), hasSecurityImpact, ref yes, ref no));
        (yesToAll, noToAll) = (yes, no);
        return answer;
    }

    /// <summary>Has one line typed; what it repeats can be shown.</summary>
    internal string? Prompt(string question, string name) => OnPipelineThread(() => Host.UI.Prompt(
        "Confirm", Printable.Text(question), [new FieldDescription(Printable.Line(name)) { IsMandatory = false }])
        .Values.FirstOrDefault()?.BaseObject?.ToString());

    /// <summary>A variable of the session.</summary>
    private protected object? Variable(string name) => OnPipelineThread(() => GetVariableValue(name));

    /// <inheritdoc/>
    public void Dispose()
    {
        _threads.ForEach(thread => thread.Dispose());
        // What is left behind in the kernel still uses it all.
        if (_left.IsCompleted)
        {
            Release();
        }
        else
        {
            _left.ContinueWith(_ => Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the pipeline holds, also when it was stopped.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private void Release()
    {
        _ = _left.Exception; // Nobody waits for it any more.
        Dispose(disposing: true);
        _stop.Dispose();
    }

    private static void OnPipelineThread(Action action) => OnPipelineThread(() =>
    {
        action();
        return true;
    });

    private static T OnPipelineThread<T>(Func<T> action)
    {
        if (SynchronizationContext.Current is not PipelineThread thread)
        {
            return action();
        }

        T result = default!;
        thread.Send(_ => result = action(), null);
        return result;
    }
}
