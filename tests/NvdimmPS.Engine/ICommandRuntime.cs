namespace System.Management.Automation;

// ICommandRuntime.cs: the seam between a cmdlet and whatever runs it.
public interface ICommandRuntime
{
    void WriteObject(object? sendToPipeline);
    void WriteError(ErrorRecord errorRecord);
    void WriteWarning(string text);
    void WriteVerbose(string text);
    bool ShouldProcess(string? target, string? action);
    void ThrowTerminatingError(ErrorRecord errorRecord);
}

public interface ICommandRuntime2 : ICommandRuntime
{
    bool ShouldContinue(string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll);
}
