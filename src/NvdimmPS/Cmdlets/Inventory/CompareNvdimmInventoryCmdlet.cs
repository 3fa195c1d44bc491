using System.Management.Automation;
using NvdimmPS.Fleet.Inventory;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Puts hosts that are alike together, outliers first, and says in what they differ from the most. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmInventory")]
[OutputType(typeof(InventoryGroup))]
public sealed class CompareNvdimmInventoryCmdlet : TopologyCmdlet
{
    private InventoryCollector? _collector;

    /// <summary>DIMMs, health, firmware, thresholds, regions and namespaces of many hosts; those of this machine when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>What is compared; what ought to be alike when left out.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(InventoryPropertyCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _collector = new InventoryCollector(Property);

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Full;

    /// <inheritdoc/>
    protected override void Process()
    {
        var given = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) ? InputObject : Here();
        foreach (var item in ForeignObject.Each(given))
        {
            Try(item.Item, () => Add(item));
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var name in _collector!.Hosts.Count > 0 ? _collector.Unseen : [])
        {
            Report(BindingErrors.InventoryProperty(name), name);
        }

        foreach (var group in InventoryComparer.Groups(_collector))
        {
            WriteObject(group);
        }
    }

    private object[] Here()
    {
        base.Begin();
        return Blocking(() => (object[])
        [
            .. Devices.Select(null, Report), .. ReadHealth(firmware: true), .. Regions.Select(null, Report),
            .. Namespaces.Select(null, Report),
        ]);
    }

    private void Add(ForeignObject item)
    {
        if (InventoryKind.For(item.Item.TypeNames, item.Has) is not { } kind || item.Text(kind.Key) is not { } name)
        {
            throw BindingErrors.InventoryObject(item.Item.ToString());
        }

        _collector!.Add(item.Host, kind, name, item.Has, item.Get);
    }
}
