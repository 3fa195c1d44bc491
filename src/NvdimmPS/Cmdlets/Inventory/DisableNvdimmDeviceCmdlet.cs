using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Disables DIMMs. One of an enabled region is refused, whatever the kernel would do.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NvdimmDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmDevice), typeof(WriteExplanation))]
public sealed class DisableNvdimmDeviceCmdlet : DeviceChangeCmdlet
{
    private protected override bool IsEnabled => false;
}
