using System.Management.Automation;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the trace that is being recorded, if there is one.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmTrace")]
[OutputType(typeof(NvdimmTrace))]
public sealed class GetNvdimmTraceCmdlet : NvdimmCmdlet
{
    /// <inheritdoc/>
    protected override void Process()
    {
        if (NvdimmSession.Trace is { } trace)
        {
            WriteObject(trace);
        }
        else
        {
            WriteVerbose("No trace is being recorded.");
        }
    }
}
