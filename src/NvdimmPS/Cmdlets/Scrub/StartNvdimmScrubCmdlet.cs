using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Has the kernel scrub all persistent memory of buses, to find what cannot be read.</summary>
[Cmdlet(VerbsLifecycle.Start, "NvdimmScrub", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmScrub), typeof(AttributeExplanation))]
public sealed class StartNvdimmScrubCmdlet : TopologyCmdlet
{
    private ChangeSession? _session;

    /// <summary>The buses; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>Gives how the scrub stands once it has begun.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _session = new ChangeSession(this, () => new ChangeGates { Force = Force, Confirm = Given("Confirm") });
    }

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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _session?.Dispose();
        base.Dispose(disposing);
    }

    private void Start(NvdimmBus bus)
    {
        var plan = ScrubPlanner.Start(bus);
        if (IsWhatIf)
        {
            WriteObject(ChangeRunner.Explain(plan), enumerateCollection: true);
        }
        else if (_session!.Runner.MayGoOn(plan))
        {
            _session.Runner.Send(plan, Stopped);
            if (PassThru)
            {
                WriteObject(NvdimmScrub.From(Machine.GetBus(bus.Name)));
            }
        }
    }
}
