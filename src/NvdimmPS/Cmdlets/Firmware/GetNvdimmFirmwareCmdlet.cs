using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Firmware;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the firmware of DIMMs: what runs, what is staged, what an update needs. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmFirmware")]
[OutputType(typeof(NvdimmFirmware))]
public sealed class GetNvdimmFirmwareCmdlet : DimmCmdlet
{
    private DsmCaller? _caller;

    /// <summary>Asks for the state and the last result of a runtime activation too.</summary>
    [Parameter]
    public SwitchParameter Activation { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _caller = new DsmCaller(Machine.Kernel) { Called = VerboseLog };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    private protected override void Process(NvdimmDevice device) => WriteObject(new FirmwareReader(_caller!).Read(device, Activation));
}
