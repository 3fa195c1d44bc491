using System.Management.Automation;
using NvdimmPS.Completers;
using NvdimmPS.Simulation;

namespace NvdimmPS.Cmdlets;

/// <summary>Starts a simulator; from then on the cmdlets of this process see it and never the real machine.</summary>
[Cmdlet(VerbsCommon.New, "NvdimmSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmSimulator))]
public sealed class NewNvdimmSimulatorCmdlet : NvdimmCmdlet
{
    /// <summary>What is simulated.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TopologyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Topology { get; set; } = "2x6";

    /// <summary>The family of the DIMMs, where the topology is SOCKETSxDIMMS.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    public string? Family { get; set; }

    /// <summary>Replaces the simulator that is active.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var topology = Topologies.Parse(Topology, Family);
        if (NvdimmSession.Simulator is { } active && !Force)
        {
            throw Errors.SimulatorActive(active.Topology);
        }

        if (ShouldProcess(topology.Name, "Start a simulator; the cmdlets of this process then talk to it"))
        {
            var simulator = new NvdimmSimulator(new SimulatedKernel(topology));
            NvdimmSession.Activate(simulator)?.Dispose();
            WriteObject(simulator);
        }
    }
}
