using System.Management.Automation;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Output;
using NvdimmPS.Shell.Session;
using NvdimmPS.Tracing;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// What all cmdlets have in common. The kernel is looked up once, when the pipeline begins; a failure of one target is
/// one error and the rest goes on.
/// </summary>
public abstract class NvdimmCmdlet : PipelineCmdlet
{
    private NvdimmMachine? _machine;
    private DsmCaller? _caller;

    /// <summary>The machine that this pipeline talks to.</summary>
    protected NvdimmMachine Machine => _machine ?? throw new InvalidOperationException("The pipeline has not begun.");

    /// <summary>The same, for helpers of this cmdlet.</summary>
    internal NvdimmMachine CurrentMachine => Machine;

    /// <summary>Sends what this cmdlet sends, and keeps its nodes open until the pipeline ends.</summary>
    internal DsmCaller Caller => _caller ??= new DsmCaller(Machine.Kernel)
    {
        Called = TellsCalls ? VerboseLog : null, Command = MyInvocation.MyCommand.Name,
    };

    /// <summary>Whether -Verbose tells of each call. Not where the cmdlet has words of its own for what it sends.</summary>
    private protected virtual bool TellsCalls => true;

    /// <summary>Writes for -Verbose; null without -Verbose, since each line costs a switch of threads.</summary>
    private protected Action<string>? VerboseLog { get; private set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _machine = new NvdimmMachine(NvdimmSession.Kernel);
        VerboseLog = WantsVerbose() ? WriteVerbose : null;
        try
        {
            Begin();
        }
        catch (NvdimmException e)
        {
            ThrowTerminatingError(ErrorRecords.Create(e, words: Words));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (ErrorRecords.IsUnforeseen(e))
        {
            ThrowTerminatingError(ErrorRecords.Create(GeneralErrors.Unexpected(null, e), words: Words));
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        Try(null, Process);
        WarnOf(NvdimmSession.Trace?.TakeWarning());
        WarnOf(AuditLog.Current.TakeWarning());
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Try(null, End);

    /// <summary>Before the first record. A failure here ends the pipeline: it concerns every target.</summary>
    protected virtual void Begin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>One record.</summary>
    protected abstract void Process();

    /// <summary>After the last record.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Runs an action for one target and reports its failure. What Ctrl+C ends has nothing to report.</summary>
    protected void Try(object? target, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        catch (NvdimmException e)
        {
            Report(e, target);
        }
        catch (OperationCanceledException) when (Stopping)
        {
        }
        catch (Exception e) when (ErrorRecords.IsUnforeseen(e))
        {
            Report(GeneralErrors.Unexpected(target?.ToString(), e), target);
        }
    }

    /// <summary>Writes a failure as an error that lets the rest go on.</summary>
    protected void Report(NvdimmException exception) => Report(exception, null);

    /// <summary>Writes a failure of one target as an error that lets the rest go on.</summary>
    protected void Report(NvdimmException exception, object? target) => WriteError(ErrorRecords.Create(exception, target, Words));

    /// <summary>How a next step names cmdlets and this one's parameters.</summary>
    private protected PowerShellWords Words => new(GetType());

    /// <summary>Whether a switch was given and is on; null where it was not given.</summary>
    protected bool? Given(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) && value is SwitchParameter given ? given.IsPresent : null;

    /// <summary>True where nothing may be changed: by -WhatIf, by its preference or by a default.</summary>
    protected bool IsWhatIf => Given("WhatIf") ?? LanguagePrimitives.IsTrue(Variable("WhatIfPreference"));

    /// <summary>
    /// True where a person typed -WhatIf at this command. A preference or a default is meant for what changes something, so it
    /// turns no read into an explanation.
    /// </summary>
    protected bool IsWhatIfTyped => Given("WhatIf") == true && !IsDefault("WhatIf");

    /// <summary>Whether $PSDefaultParameterValues gives a parameter of this cmdlet a value.</summary>
    private bool IsDefault(string parameter)
    {
        var defaults = Variable("PSDefaultParameterValues") as System.Collections.IDictionary;
        if (defaults is null || LanguagePrimitives.IsTrue(defaults["Disabled"]))
        {
            return false;
        }

        foreach (var key in defaults.Keys.OfType<string>())
        {
            if (key.Split(':') is [var command, var name] && name.Trim().Equals(parameter, StringComparison.OrdinalIgnoreCase)
                && WildcardPattern.Get(command.Trim(), WildcardOptions.IgnoreCase).IsMatch(MyInvocation.MyCommand.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives a file as Get-Item does, with its mode and owner.</summary>
    private protected void GiveFile(string path)
    {
        foreach (var item in InvokeProvider.Item.Get([path], force: true, literalPath: true))
        {
            WriteObject(item);
        }
    }

    /// <summary>The system's path of a file that a parameter names; it need not be there.</summary>
    /// <exception cref="NvdimmException">It is a variable, a function or the like, or there is no such drive.</exception>
    protected string FilePath(string path)
    {
        try
        {
            var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : throw BindingErrors.NotOfTheFileSystem(path, provider.Name);
        }
        catch (Exception e) when (e is not (NvdimmException or PipelineStoppedException)
            && (e is RuntimeException || ErrorRecords.IsUnforeseen(e)))
        {
            throw BindingErrors.NoFilePath(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The files that a pattern matches; that there is none is reported.</summary>
    private protected IEnumerable<string> FilePaths(string pattern, Func<string, Exception, NvdimmException> unreadable)
    {
        try
        {
            _ = FilePath(pattern); // whose path it is counts before whether there is such an item
            return GetResolvedProviderPathFromPSPath(pattern, out _) is { Count: > 0 } found
                ? found
                : throw new ItemNotFoundException("no file has such a name");
        }
        catch (NvdimmException e)
        {
            Report(e);
            return [];
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or NotSupportedException)
        {
            Report(unreadable(pattern, e));
            return [];
        }
    }

    /// <summary>Elsewhere there is nothing to list or to open, except on a simulator.</summary>
    protected void EnsureLinux()
    {
        if (RecordingKernel.Behind(Machine.Kernel) is LinuxKernel && !OperatingSystem.IsLinux())
        {
            throw KernelErrors.NeedsLinux("This machine's NVDIMMs");
        }
    }

    /// <summary>Says that a machine has no NVDIMMs.</summary>
    /// <param name="reason">Why, and what to do about it.</param>
    private protected void WarnOfNothing(string reason) =>
        WriteWarning(reason + (Machine.Kernel.Kind == KernelKind.Device ? " To try things out: New-NvdimmSimulator." : string.Empty));

    /// <summary>Says what is no failure, in the words of one.</summary>
    protected void Warn(NvdimmException warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        WriteWarning($"{warning.Message} {warning.NextStep?.In(Words)}");
    }

    /// <summary>
    /// Takes the values of parameters out of what the engine puts beside each verbose line and warning, since they may be a
    /// passphrase. They are bound already.
    /// </summary>
    private protected void Forget(params string[] names)
    {
        foreach (var name in names.Where(MyInvocation.BoundParameters.ContainsKey))
        {
            MyInvocation.BoundParameters[name] = "(not repeated)";
        }
    }

    /// <summary>A trace or log that cannot be written is no failure of a call: it is said once, and the calls go on.</summary>
    private void WarnOf(NvdimmException? failure)
    {
        if (failure is not null)
        {
            Warn(failure);
        }
    }

    private bool WantsVerbose() => MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)
        ? given is SwitchParameter { IsPresent: true }
        : GetVariableValue("VerbosePreference") is { } preference
            && $"{preference}" is not (nameof(ActionPreference.SilentlyContinue) or nameof(ActionPreference.Ignore));
}
