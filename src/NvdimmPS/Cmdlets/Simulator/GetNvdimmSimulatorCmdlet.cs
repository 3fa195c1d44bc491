using System.Management.Automation;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the active simulator, if there is one.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmSimulator")]
[OutputType(typeof(NvdimmSimulator))]
public sealed class GetNvdimmSimulatorCmdlet : NvdimmCmdlet
{
    /// <inheritdoc/>
    protected override void Process()
    {
        if (NvdimmSession.Simulator is { } simulator)
        {
            WriteObject(simulator);
        }
        else
        {
            WriteVerbose("No simulator is active: the cmdlets talk to the real machine.");
        }
    }
}
