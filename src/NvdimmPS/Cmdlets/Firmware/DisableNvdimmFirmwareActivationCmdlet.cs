using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Firmware;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Disarms DIMMs: the next activation skips them.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NvdimmFirmwareActivation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmFirmware), typeof(WriteExplanation))]
public sealed class DisableNvdimmFirmwareActivationCmdlet : FirmwareArmCmdlet
{
    private protected override string State => "disarmed";

    private protected override ChangePlan? Plan(FirmwareActivation activation, NvdimmDevice device) => activation.Disarm(device);
}
