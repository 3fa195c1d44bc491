using System.Management.Automation;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Has the kernel scrub all persistent memory of buses, to find what cannot be read.</summary>
[Cmdlet(VerbsLifecycle.Start, "NvdimmScrub", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmScrub), typeof(WriteExplanation))]
public sealed class StartNvdimmScrubCmdlet : ChangeCmdlet
{
    /// <summary>The buses; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var bus in Buses.Select(Bus, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () => Start(bus));
        }
    });

    private void Start(NvdimmBus bus)
    {
        if (Apply(ScrubPlanner.Start(bus)) && PassThru)
        {
            WriteObject(NvdimmScrub.From(Machine.GetBus(bus.Name)));
        }
    }
}
