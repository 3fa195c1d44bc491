using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets where DIMMs begin to warn, in the same words for every family. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmThreshold")]
[OutputType(typeof(NvdimmThreshold))]
public sealed class GetNvdimmThresholdCmdlet : DimmCmdlet
{
    private DsmCaller? _caller;

    /// <summary>Asks modules of the Intel family too where they slow down and shut down: one call more a DIMM.</summary>
    [Parameter]
    public SwitchParameter Characteristics { get; set; }

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

    private protected override object Read(NvdimmDevice device) => new ThresholdReader(_caller!).Read(device, Characteristics);
}
