using System.Management.Automation;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Session;
using NvdimmPS.Shell.Simulator;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Starts a simulator; from then on the cmdlets of this process see it and never the real machine.</summary>
[Cmdlet(VerbsCommon.New, "NvdimmSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = TopologySet)]
[OutputType(typeof(NvdimmSimulator), typeof(NvdimmReplay))]
public sealed class NewNvdimmSimulatorCmdlet : NvdimmCmdlet
{
    private const string TopologySet = "Topology", TraceSet = "Trace";

    /// <summary>What is simulated.</summary>
    [Parameter(ParameterSetName = TopologySet, Position = 0)]
    [ArgumentCompleter(typeof(TopologyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Topology { get; set; } = "2x6";

    /// <summary>The family of the DIMMs, where the topology is SOCKETSxDIMMS.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    public string? Family { get; set; }

    /// <summary>A trace that is replayed instead.</summary>
    [Parameter(ParameterSetName = TraceSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Trace { get; set; }

    /// <summary>Replaces the simulator that is active.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var trace = Trace is null ? null : FilePath(Trace);
        var topology = trace is null ? Topologies.Parse(Topology, Family) : null;
        if (NvdimmSession.Simulator is { } active && !Force)
        {
            throw SimulatorCmdletErrors.Active(active.Topology);
        }

        if (ShouldProcess(trace ?? topology!.Name, "Start a simulator; the cmdlets of this process then talk to it"))
        {
            var simulator = trace is null ? new NvdimmSimulator(new SimulatedKernel(topology!)) : Replay(trace);
            if (NvdimmSession.Activate(simulator) is { Kept: false } before)
            {
                before.Dispose();
            }

            WarnOfOtherTrace(simulator);
            WriteObject(simulator);
        }
    }

    private NvdimmReplay Replay(string path)
    {
        var kernel = new ReplayKernel(path, Stopped);
        if (kernel.Warning is { } warning)
        {
            WriteWarning(warning);
        }

        return new NvdimmReplay(kernel);
    }

    private void WarnOfOtherTrace(NvdimmSimulator simulator)
    {
        if (NvdimmSession.Trace is { Active: true } trace && trace.Recorded != simulator.Kernel)
        {
            WriteWarning($"The trace '{trace.Path}' records the machine that it was started on; what is sent to this one is not in it.");
        }
    }
}
