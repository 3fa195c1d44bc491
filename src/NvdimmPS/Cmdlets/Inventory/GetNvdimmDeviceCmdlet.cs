using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists DIMMs. Reads sysfs only.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmDevice", DefaultParameterSetName = DimmSet)]
[OutputType(typeof(NvdimmDevice))]
public sealed class GetNvdimmDeviceCmdlet : TopologyCmdlet
{
    /// <summary>Which ones; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Which ones, by NFIT device handle.</summary>
    [Parameter(ParameterSetName = HandleSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DeviceId")]
    [NfitHandle]
    public uint[]? NfitHandle { get; set; }

    /// <summary>Only those of these buses.</summary>
    [Parameter]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>Every attribute, not only what a listing shows.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => Detailed ? TopologyDetail.Full : TopologyDetail.Summary;

    private protected override bool WithRegions => true;

    /// <inheritdoc/>
    protected override void Process() => Emit(() =>
    {
        var devices = NfitHandle is null ? Devices.Select(Dimm, Report) : WithHandles(NfitHandle);
        return Bus is null ? devices : devices.Where(On(Bus));
    });

    private IEnumerable<NvdimmDevice> WithHandles(uint[] handles)
    {
        var all = Devices.Select(null, Report).ToList();
        foreach (var handle in handles)
        {
            if (all.Find(d => d.Handle == handle) is { } device)
            {
                yield return device;
            }
            else
            {
                Report(InventoryErrors.NotFound(Machine.Topology, "Dimm", $"NFIT handle 0x{handle:x}", all
                    .Where(d => d.Handle is not null).Select(d => $"0x{d.Handle:x} ({d.Name})")));
            }
        }
    }

    private Func<NvdimmDevice, bool> On(string[] buses)
    {
        var names = Buses.Select(buses, Report).Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        return device => names.Contains(device.Bus);
    }

    private const string DimmSet = "Dimm";
    private const string HandleSet = "NfitHandle";
}
