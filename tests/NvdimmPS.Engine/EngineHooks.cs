using System.Management.Automation;

namespace NvdimmPS.Engine;

/// <summary>What the engine does from the inside and the public API cannot; nothing of this exists in PowerShell.</summary>
public static class EngineHooks
{
    /// <summary>CmdletParameterBinderController.cs: tells a cmdlet how it was called, or which set the binder has chosen since.</summary>
    public static InvocationInfo Bind(PSCmdlet cmdlet, CmdletInfo command) => cmdlet.Invocation = new InvocationInfo(command);

    public static void SetParameterSet(PSCmdlet cmdlet, string name) => cmdlet.ParameterSet = name;

    /// <summary>CommandProcessor.cs: calls the protected methods.</summary>
    public static void Begin(Cmdlet cmdlet) => cmdlet.DoBegin();
    public static void Process(Cmdlet cmdlet) => cmdlet.DoProcess();
    public static void End(Cmdlet cmdlet) => cmdlet.DoEnd();

    /// <summary>PipelineProcessor.cs: sets Stopping, then calls StopProcessing, on the thread that stops.</summary>
    public static void Stop(Cmdlet cmdlet) => cmdlet.DoStop();

    /// <summary>MshCommandRuntime.cs: what completes FullyQualifiedErrorId and CategoryInfo.Activity when a record is written.</summary>
    public static void SetInvocation(ErrorRecord record, InvocationInfo invocation) => record.InvocationInfo = invocation;
}
