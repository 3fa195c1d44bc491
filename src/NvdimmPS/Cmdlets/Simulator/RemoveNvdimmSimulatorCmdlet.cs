using System.Management.Automation;
using NvdimmPS.Shell.Session;
using NvdimmPS.Shell.Simulator;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Removes a simulator; from then on the cmdlets talk to the real machine.</summary>
[Cmdlet(VerbsCommon.Remove, "NvdimmSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class RemoveNvdimmSimulatorCmdlet : NvdimmCmdlet
{
    /// <summary>The simulator; the active one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public NvdimmSimulator? Simulator { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var simulator = Simulator ?? NvdimmSession.Simulator ?? throw SimulatorCmdletErrors.None();
        if (ShouldProcess(simulator.Topology, "Remove the simulator; the cmdlets of this process then talk to the real machine"))
        {
            simulator.Dispose();
        }
    }
}
