using System.Management.Automation;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets where DIMMs begin to warn, in the same words for every family. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmThreshold")]
[OutputType(typeof(NvdimmThreshold))]
public sealed class GetNvdimmThresholdCmdlet : DimmCmdlet
{
    /// <summary>Asks modules of the Intel family too where they slow down and shut down: one call more a DIMM.</summary>
    [Parameter]
    public SwitchParameter Characteristics { get; set; }

    private protected override object Read(NvdimmDevice device) => new ThresholdReader(Caller).Read(device, Characteristics);
}
