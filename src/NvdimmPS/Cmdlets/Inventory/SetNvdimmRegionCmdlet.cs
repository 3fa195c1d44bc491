using System.Management.Automation;
using NvdimmPS.Regions;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sets whether regions may only be read, and the unit of their namespaces' sizes.</summary>
[Cmdlet(VerbsCommon.Set, "NvdimmRegion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmRegion), typeof(WriteExplanation))]
public sealed class SetNvdimmRegionCmdlet : ChangeCmdlet
{
    /// <summary>The regions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[] Region { get; set; } = [];

    /// <summary>Whether their namespaces may only be read, until the next boot.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>The unit of the sizes of new namespaces, until the next boot.</summary>
    [Parameter]
    [NvdimmSize]
    public ulong Alignment { get; set; }

    /// <summary>Makes also a region read-only of which something is mounted or used in another way.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    /// <inheritdoc/>
    protected override void Process()
    {
        var given = MyInvocation.BoundParameters;
        bool? readOnly = given.ContainsKey(nameof(ReadOnly)) ? ReadOnly : null;
        ulong? alignment = given.ContainsKey(nameof(Alignment)) ? Alignment : null;
        Blocking(() =>
        {
            foreach (var region in Regions.Select(Region, Report))
            {
                if (Stopping)
                {
                    return;
                }

                Try(region, () => Set(region, readOnly, alignment));
            }
        });
    }

    private void Set(NvdimmRegion region, bool? readOnly, ulong? alignment)
    {
        var now = region;
        var plan = RegionPlanner.Set(region, readOnly, alignment, () => now = Machine.Topology.FindRegion(region.Name) ?? region);
        if (plan.Steps.Count == 0)
        {
            SayNothingToDo($"{region.Name} is already in that state", "written");
        }
        else if (!Apply(plan))
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(now);
        }
    }
}
