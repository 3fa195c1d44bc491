using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Regions;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that enables or disables regions. A region that is so already is left alone.</summary>
public abstract class RegionChangeCmdlet : TopologyCmdlet
{
    private ChangeSession? _session;

    /// <summary>The regions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[] Region { get; set; } = [];

    /// <summary>Gives the regions as they are afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What they become.</summary>
    private protected abstract bool IsEnabled { get; }

    /// <summary>Whether it may be done while something uses them.</summary>
    private protected virtual bool MayBeInUse => false;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _session = new ChangeSession(this, () => new ChangeGates { AllowInUse = MayBeInUse, Force = Force, Confirm = Given("Confirm") });
    }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var region in Regions.Select(Region, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(region, () => Change(region));
        }
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _session?.Dispose();
        base.Dispose(disposing);
    }

    private void Change(NvdimmRegion region)
    {
        var plan = IsEnabled ? RegionPlanner.Enable(region) : RegionPlanner.Disable(region);
        if (region.Enabled == IsEnabled)
        {
            WriteVerbose($"{region.Name} is {(IsEnabled ? "enabled" : "disabled")} already. Nothing was written.");
        }
        else if (IsWhatIf)
        {
            WriteObject(ChangeRunner.Explain(plan), enumerateCollection: true);
            return;
        }
        else if (_session!.Runner.MayGoOn(plan))
        {
            _session.Runner.Send(plan, Stopped);
            region = Machine.Topology.FindRegion(region.Name) ?? region;
            RegionPlanner.Verify(region, IsEnabled);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(region);
        }
    }
}
