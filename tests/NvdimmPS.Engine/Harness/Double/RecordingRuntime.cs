using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Engine.Harness;

/// <summary>Keeps what a cmdlet writes and answers what it asks, as the engine's MshCommandRuntime does.</summary>
public sealed class RecordingRuntime(PSCmdlet cmdlet, CmdletRun run) : ICommandRuntime2
{
    private readonly ConfirmImpact _impact = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.None;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private Answer _lastAnswer;

    public CmdletRun Run => run;
    public bool WhatIf { get; init; }

    /// <summary>The switch: null when not given, and then $ConfirmPreference is High.</summary>
    public bool? Confirm { get; init; }

    public bool Verbose { get; init; }
    public Func<Prompt, Answer> Answer { get; init; } = _ => Harness.Answer.Yes;

    public void WriteObject(object? sendToPipeline) => Keep(run.Output, sendToPipeline is null ? null : PSObject.AsPSObject(sendToPipeline));

    public void WriteError(ErrorRecord errorRecord)
    {
        EngineHooks.SetInvocation(errorRecord, cmdlet.MyInvocation);
        Keep(run.Errors, errorRecord);
    }

    public void WriteWarning(string text) => Keep(run.Warnings, text);
    public void WriteVerbose(string text) => Keep(run.Verbose, text);

    // MshCommandRuntime.cs, DoShouldProcess: an answer for all, then WhatIf, then no question below the threshold.
    public bool ShouldProcess(string? target, string? action)
    {
        ThrowIfNotPermitted();
        string description = $"Performing the operation \"{action}\" on target \"{target}\".";
        if (_lastAnswer is Harness.Answer.YesToAll or Harness.Answer.NoToAll)
        {
            return _lastAnswer is Harness.Answer.YesToAll;
        }

        if (WhatIf)
        {
            run.HostLines.Add($"What if: {description}");
            return false;
        }

        if (Confirm is false || (Confirm is true ? ConfirmImpact.Low : ConfirmImpact.High) > _impact)
        {
            if (Verbose)
            {
                WriteVerbose(description);
            }

            return true;
        }

        _lastAnswer = Ask($"Are you sure you want to perform this action?\n{description}", null, offersAll: true, defaultsToNo: false);
        return _lastAnswer is Harness.Answer.Yes or Harness.Answer.YesToAll;
    }

    public bool ShouldContinue(string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll)
    {
        ThrowIfNotPermitted();
        if (yesToAll || noToAll)
        {
            return !noToAll;
        }

        Answer answer = Ask(query, caption, offersAll: true, hasSecurityImpact);
        yesToAll = answer is Harness.Answer.YesToAll;
        noToAll = answer is Harness.Answer.NoToAll;
        return answer is Harness.Answer.Yes or Harness.Answer.YesToAll;
    }

    // MshCommandRuntime.cs: the record is the pipeline's failure, the cmdlet itself only sees the pipeline stop.
    public void ThrowTerminatingError(ErrorRecord errorRecord)
    {
        ThrowIfNotPermitted();
        EngineHooks.SetInvocation(errorRecord, cmdlet.MyInvocation);
        run.TerminatingError = errorRecord;
        throw new PipelineStoppedException();
    }

    /// <summary>MshCommandRuntime.cs: no call works once the pipeline is being stopped, nor ever from a thread of the cmdlet's own.</summary>
    public void ThrowIfNotPermitted()
    {
        if (cmdlet.Stopping)
        {
            throw new PipelineStoppedException();
        }

        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new PSInvalidOperationException("Only the thread that runs BeginProcessing, ProcessRecord and EndProcessing may write and ask.");
        }
    }

    /// <summary>CmdletInvocationException: an exception that a cmdlet lets go, its type's name the error id unless it brings a record.</summary>
    public void Fail(Exception exception)
    {
        run.TerminatingError = exception is IContainsErrorRecord holder
            ? new ErrorRecord(holder.ErrorRecord, exception)
            : new ErrorRecord(exception, exception.GetType().FullName, ErrorCategory.NotSpecified, null);
        EngineHooks.SetInvocation(run.TerminatingError, cmdlet.MyInvocation);
    }

    private Answer Ask(string? message, string? caption, bool offersAll, bool defaultsToNo)
    {
        var prompt = new Prompt(string.IsNullOrEmpty(caption) ? "Confirm" : caption, message ?? "", offersAll, defaultsToNo);
        Keep(run.Prompts, prompt);
        return Answer(prompt);
    }

    private void Keep<T>(List<T> stream, T record)
    {
        ThrowIfNotPermitted();
        stream.Add(record);
    }
}
