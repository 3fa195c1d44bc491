using System.Management.Automation;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets how the capacity of DIMMs is used. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmCapacity")]
[OutputType(typeof(NvdimmCapacity))]
public sealed class GetNvdimmCapacityCmdlet : DimmCmdlet
{
    private protected override bool WithRegions => true;

    private protected override object Read(NvdimmDevice device) => new CapacityReader(Machine.Kernel, Caller).Read(device);
}
