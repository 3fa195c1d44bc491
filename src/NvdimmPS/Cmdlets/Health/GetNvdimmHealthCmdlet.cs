using System.Management.Automation;
using NvdimmPS.Health;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the health of NVDIMMs, in the same words for every family. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmHealth")]
[OutputType(typeof(NvdimmHealth))]
public sealed class GetNvdimmHealthCmdlet : DimmCmdlet
{
    private HealthReader? _reader;

    /// <summary>Asks nothing of the firmware: what the platform says in sysfs, which needs no rights.</summary>
    [Parameter]
    public SwitchParameter PlatformOnly { get; set; }

    /// <summary>Asks for the firmware's version too, which takes one function more.</summary>
    [Parameter]
    public SwitchParameter Firmware { get; set; }

    /// <summary>How long each DIMM may take to answer.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = (int)HealthReader.UsualLimit.TotalSeconds;

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Health;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _reader = new HealthReader(Machine.Kernel) { Called = VerboseLog };
    }

    private protected override void Process(NvdimmDevice device) =>
        WriteObject(_reader!.ReadWithin(TimeSpan.FromSeconds(TimeoutSec), device, PlatformOnly, Firmware, Stopped));
}
