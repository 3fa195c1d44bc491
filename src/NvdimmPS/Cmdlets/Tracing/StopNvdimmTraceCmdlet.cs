using System.Management.Automation;
using NvdimmPS.Shell.Session;
using NvdimmPS.Tracing;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Ends a trace, and closes its file with a checksum.</summary>
[Cmdlet(VerbsLifecycle.Stop, "NvdimmTrace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmTrace))]
public sealed class StopNvdimmTraceCmdlet : NvdimmCmdlet
{
    /// <summary>Writes the trace to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var running = NvdimmSession.Trace ?? throw TraceErrors.None();
        if (!ShouldProcess(running.Path, "End the trace"))
        {
            return;
        }

        var trace = NvdimmSession.EndTrace() ?? throw TraceErrors.None();
        trace.Stop();
        if (PassThru)
        {
            WriteObject(trace);
        }

        if (trace.Failure is { } failure)
        {
            throw failure;
        }
    }
}
