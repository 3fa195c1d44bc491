using System.Management.Automation;
using NvdimmPS.Shell.Session;
using NvdimmPS.Tracing;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Records what the cmdlets of this process send to NVDIMMs, and what comes back.</summary>
[Cmdlet(VerbsLifecycle.Start, "NvdimmTrace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmTrace))]
public sealed class StartNvdimmTraceCmdlet : NvdimmCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the trace to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (NvdimmSession.Trace is { Active: true } running)
        {
            throw TraceErrors.Running(running);
        }

        var path = FilePath(Path);
        if (!ShouldProcess(path, "Record what the cmdlets of this process send to NVDIMMs"))
        {
            return;
        }

        EnsureLinux();
        var trace = NvdimmTrace.Start(NvdimmSession.Machine, path, Force, $"PowerShell {EngineVersion.Text}");
        if (!NvdimmSession.Begin(trace))
        {
            trace.Dispose();
            throw TraceErrors.Running(NvdimmSession.Trace ?? trace);
        }

        WriteVerbose($"Recording to {path}. Stop-NvdimmTrace ends it.");
        if (PassThru)
        {
            WriteObject(trace);
        }
    }
}
