using System.Management.Automation;
using NvdimmPS.Firmware;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the firmware of DIMMs: what runs, what is staged, what an update needs. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmFirmware")]
[OutputType(typeof(NvdimmFirmware))]
public sealed class GetNvdimmFirmwareCmdlet : DimmCmdlet
{
    /// <summary>Asks for the state and the last result of a runtime activation too.</summary>
    [Parameter]
    public SwitchParameter Activation { get; set; }

    private protected override object Read(NvdimmDevice device) => new FirmwareReader(Caller).Read(device, Activation);
}
