using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Enables regions, so that their namespaces appear.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NvdimmRegion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmRegion), typeof(WriteExplanation))]
public sealed class EnableNvdimmRegionCmdlet : RegionChangeCmdlet
{
    private protected override bool IsEnabled => true;
}
