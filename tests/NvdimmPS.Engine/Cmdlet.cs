namespace System.Management.Automation;

// cmdlet.cs: whatever a cmdlet writes or asks is handed to its ICommandRuntime.
public abstract class Cmdlet
{
    private volatile bool _stopping;

    // InternalCommands.cs: what the engine knows of the command that is running.
    internal InvocationInfo Invocation { get; set; } = new(null!);
    internal string ParameterSet { get; set; } = ParameterAttribute.AllParameterSets;

    public ICommandRuntime CommandRuntime { get; set; } = null!;

    // cmdlet.cs: true from the moment the pipeline is being stopped, before StopProcessing is called.
    public bool Stopping => _stopping;

    protected virtual void BeginProcessing() { }
    protected virtual void ProcessRecord() { }
    protected virtual void EndProcessing() { }
    protected virtual void StopProcessing() { }

    public void WriteObject(object? sendToPipeline) => CommandRuntime.WriteObject(sendToPipeline);
    public void WriteError(ErrorRecord errorRecord) => CommandRuntime.WriteError(errorRecord);
    public void WriteWarning(string text) => CommandRuntime.WriteWarning(text);
    public void WriteVerbose(string text) => CommandRuntime.WriteVerbose(text);
    public void WriteDebug(string text) { }
    public void WriteProgress(ProgressRecord progressRecord) { }
    public void WriteInformation(InformationRecord informationRecord) { }
    public bool ShouldProcess(string target, string action) => CommandRuntime.ShouldProcess(target, action);

    // cmdlet.cs: only an ICommandRuntime2 is asked with hasSecurityImpact.
    public bool ShouldContinue(string query, string caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll) =>
        ((ICommandRuntime2)CommandRuntime).ShouldContinue(query, caption, hasSecurityImpact, ref yesToAll, ref noToAll);

    public void ThrowTerminatingError(ErrorRecord errorRecord) => CommandRuntime.ThrowTerminatingError(errorRecord);

    // cmdlet.cs: InternalCommand.Do…, through which the engine reaches the protected methods.
    internal void DoBegin() => BeginProcessing();
    internal void DoProcess() => ProcessRecord();
    internal void DoEnd() => EndProcessing();

    internal void DoStop()
    {
        _stopping = true;
        StopProcessing();
    }
}
