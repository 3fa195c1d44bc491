using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace NvdimmPS.Tests.Harness;

/// <summary>Runs a module's cmdlets on PowerShell's engine in this process, on the calling thread, all in one session.</summary>
public sealed class CmdletHost : IDisposable
{
    private readonly ScriptedHost _host = new();
    private readonly Runspace _runspace;

    /// <param name="module">The module's assembly.</param>
    /// <param name="types">Its types file: cmdlets bind properties that it adds.</param>
    public CmdletHost(Assembly module, string types)
    {
        var session = InitialSessionState.CreateDefault2();
        session.ThreadOptions = PSThreadOptions.UseCurrentThread;
        session.ThrowOnRunspaceOpenError = true;
        session.ImportPSModule([module.Location]);
        session.Types.Add(new SessionStateTypeEntry(types));
        _runspace = RunspaceFactory.CreateRunspace(_host, session);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("VerbosePreference", ActionPreference.Continue);
    }

    /// <summary>The session's events.</summary>
    public PSEventManager Events => _runspace.Events;

    /// <summary>The session's variables.</summary>
    public PSVariableIntrinsics Variables => _runspace.SessionStateProxy.PSVariable;

    /// <param name="command">Verb-Noun.</param>
    /// <param name="parameters">By name or alias.</param>
    /// <param name="pipeline">Null when nothing is piped in, which is not the same as piping in nothing.</param>
    /// <param name="answer">What the user says when asked, by default yes.</param>
    public CmdletRun Run(
        string command,
        IDictionary<string, object?>? parameters = null,
        IEnumerable<object?>? pipeline = null,
        Func<Prompt, Answer>? answer = null) => RunUntil(command, parameters, pipeline, answer, CancellationToken.None);

    /// <summary>The same, stopped as Ctrl+C does it when another thread cancels the token.</summary>
    public CmdletRun RunUntil(
        string command,
        IDictionary<string, object?>? parameters = null,
        IEnumerable<object?>? pipeline = null,
        Func<Prompt, Answer>? answer = null,
        CancellationToken stopping = default)
    {
        var run = new CmdletRun { Stopped = stopping.IsCancellationRequested };
        if (run.Stopped)
        {
            return run;
        }

        _host.Begin(run, answer ?? (_ => Answer.Yes));
        using var shell = PowerShell.Create(_runspace);
        if (pipeline is not null)
        {
            // PowerShell.Invoke(input) takes an empty input for none, and reads it all before the command begins.
            shell.AddScript("param($items) foreach ($item in $items) { , $item }").AddArgument(pipeline);
        }

        shell.AddCommand(command);
        foreach ((string name, object? value) in parameters ?? new Dictionary<string, object?>())
        {
            shell.AddParameter(name, value);
        }

        var output = new PSDataCollection<PSObject?>();
        output.DataAdded += (_, added) => run.Written.Add($"{output[added.Index]}");
        shell.Streams.Error.DataAdded += (_, added) => run.Written.Add($"{shell.Streams.Error[added.Index]}");
        using (stopping.Register(() => shell.BeginStop(null, null)))
        {
            try
            {
                shell.Invoke(null, output, null);
            }
            catch (PipelineStoppedException)
            {
                // Said by the state.
            }
            catch (RuntimeException e) when (e is not CommandNotFoundException)
            {
                run.TerminatingError = e.ErrorRecord;
            }
        }

        run.Stopped = shell.InvocationStateInfo.State is PSInvocationState.Stopped;
        run.Output.AddRange(output);
        run.Errors.AddRange(shell.Streams.Error);
        run.Warnings.AddRange(shell.Streams.Warning.Select(record => record.Message));
        run.Information.AddRange(shell.Streams.Information);
        run.Verbose.AddRange(shell.Streams.Verbose.Select(record => record.Message));
        return run;
    }

    /// <summary>On the pipeline's thread: waits until a stop that was asked for on another one has reached the pipeline.</summary>
    public static void AwaitStop()
    {
        var nothing = ScriptBlock.Create("");
        Assert.True(SpinWait.SpinUntil(IsStopping, TimeSpan.FromMinutes(1)), "The pipeline is not stopped.");

        bool IsStopping()
        {
            try
            {
                nothing.Invoke();
                return false;
            }
            catch (PipelineStoppedException)
            {
                return true;
            }
        }
    }

    public void Dispose() => _runspace.Dispose();
}
