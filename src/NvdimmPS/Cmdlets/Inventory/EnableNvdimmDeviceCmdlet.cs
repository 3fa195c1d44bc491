using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Enables DIMMs: the kernel reads their labels anew, and unlocks them where it has the key.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NvdimmDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmDevice), typeof(WriteExplanation))]
public sealed class EnableNvdimmDeviceCmdlet : DeviceChangeCmdlet
{
    private protected override bool IsEnabled => true;
}
