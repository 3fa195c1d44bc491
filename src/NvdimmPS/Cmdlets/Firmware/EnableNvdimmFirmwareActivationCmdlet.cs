using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Firmware;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Arms DIMMs: the next activation of their bus applies their staged firmware.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NvdimmFirmwareActivation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmFirmware), typeof(WriteExplanation))]
public sealed class EnableNvdimmFirmwareActivationCmdlet : FirmwareArmCmdlet
{
    /// <summary>Arms it also where the bus then takes longer than the platform allows.</summary>
    [Parameter]
    public SwitchParameter AllowOverflow { get; set; }

    private protected override string State => "armed";

    private protected override ChangePlan? Plan(FirmwareActivation activation, NvdimmDevice device) =>
        activation.Arm(device, AllowOverflow);
}
