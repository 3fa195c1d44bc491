using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets how the capacity of DIMMs is used. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmCapacity")]
[OutputType(typeof(NvdimmCapacity))]
public sealed class GetNvdimmCapacityCmdlet : DimmCmdlet
{
    private DsmCaller? _caller;

    private protected override bool WithRegions => true;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _caller = new DsmCaller(Machine.Kernel) { Called = VerboseLog, Command = MyInvocation.MyCommand.Name };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    private protected override object Read(NvdimmDevice device) => new CapacityReader(Machine.Kernel, _caller!).Read(device);
}
