using System.Management.Automation;
using NvdimmPS.Regions;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that enables or disables regions. A region that is so already is left alone.</summary>
public abstract class RegionChangeCmdlet : ChangeCmdlet
{
    /// <summary>The regions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[] Region { get; set; } = [];

    /// <summary>What they become.</summary>
    private protected abstract bool IsEnabled { get; }

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

    private void Change(NvdimmRegion region)
    {
        if (region.Enabled == IsEnabled)
        {
            SayNothingToDo($"{region.Name} is already {(IsEnabled ? "enabled" : "disabled")}", "written");
        }
        else if (Apply(IsEnabled ? RegionPlanner.Enable(region, Machine.Topology) : RegionPlanner.Disable(region)))
        {
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
