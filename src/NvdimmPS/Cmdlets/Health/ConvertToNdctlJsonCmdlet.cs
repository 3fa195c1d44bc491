using System.Management.Automation;
using NvdimmPS.Formats.Ndctl;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Lists DIMMs, buses, regions or namespaces in the JSON of <c>ndctl list</c>, for scripts that were written for that. Writes nothing.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "NdctlJson", DefaultParameterSetName = InputSet)]
[OutputType(typeof(string))]
public sealed class ConvertToNdctlJsonCmdlet : HealthInputCmdlet
{
    private const string BusSet = "Bus", RegionSet = "Region", NamespaceSet = "Namespace";

    private readonly List<NdctlObject> _others = [];
    private NdctlReader? _reader;

    /// <summary>Says the health of the DIMMs, as -H does; asks those whose health was not piped in.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = DimmSet)]
    public SwitchParameter Health { get; set; }

    /// <summary>Asks for the firmware's versions, as -F does.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = DimmSet)]
    public SwitchParameter Firmware { get; set; }

    /// <summary>Lists these buses, as -B does.</summary>
    [Parameter(ParameterSetName = BusSet, Mandatory = true)]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>Lists these regions, as -R does.</summary>
    [Parameter(ParameterSetName = RegionSet, Mandatory = true)]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Lists these namespaces, as -N does.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[]? Namespace { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Full;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _reader = new NdctlReader(Machine.Kernel, WriteWarning);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Bus is null && Region is null && Namespace is null)
        {
            base.Process();
            return;
        }

        Blocking(() => _others.AddRange(
            Bus is not null ? Buses.Select(Bus, Miss).Select(NdctlInventory.From)
            : Region is not null ? Regions.Select(Region, Miss).Select(NdctlInventory.From)
            : Namespaces.Select(Namespace, Miss).Select(NdctlInventory.From)), Limit, () => "sysfs");
    }

    private protected override object? Read(NvdimmDevice device)
    {
        var (dimm, failure) = _reader!.Read(device, Health, Firmware, null);
        if (failure is not null)
        {
            Report(failure, device);
        }

        return dimm;
    }

    private protected override object ReadLate(NvdimmDevice device, NvdimmException why) => _reader!.ReadLate(device, Health, why);

    private protected override void Take(NvdimmDevice device, object read) => _reader!.Add((NdctlObject)read);

    private protected override void Take(NvdimmHealth health) => Blocking(() =>
    {
        foreach (var device in Devices.Select([health.Dimm], Miss))
        {
            Try(device, () => _reader!.Add(device, Health, Firmware, health));
        }
    });

    /// <inheritdoc/>
    protected override void End()
    {
        if ((NdctlInventory.Write(_others) ?? _reader!.Text) is { } text)
        {
            WriteObject(text);
        }
    }
}
