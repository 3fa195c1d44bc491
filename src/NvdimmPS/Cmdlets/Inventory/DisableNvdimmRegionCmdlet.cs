using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Disables regions: their namespaces and block devices go, until they are enabled again. What is in use is refused.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NvdimmRegion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmRegion), typeof(WriteExplanation))]
public sealed class DisableNvdimmRegionCmdlet : RegionChangeCmdlet
{
    /// <summary>Disables also what is mounted or used in another way, even while it is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool IsEnabled => false;

    private protected override bool MayBeInUse => AllowInUse;
}
