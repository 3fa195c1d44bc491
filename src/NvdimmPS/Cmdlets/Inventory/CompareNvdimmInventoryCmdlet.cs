using System.Management.Automation;
using NvdimmPS.Fleet.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Puts hosts that are alike together, outliers first, and says in what they differ from the most. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmInventory")]
[OutputType(typeof(InventoryGroup))]
public sealed class CompareNvdimmInventoryCmdlet : NvdimmCmdlet
{
    private InventoryCollector? _collector;

    /// <summary>DIMMs, health, firmware, thresholds, regions and namespaces of many hosts.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>What is compared; what ought to be alike when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _collector = new InventoryCollector(Property);

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var item in ForeignObject.Each(InputObject))
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

    private void Add(ForeignObject item)
    {
        if (InventoryKind.For(item.Item.TypeNames, item.Has) is not { } kind || item.Text(kind.Key) is not { } name)
        {
            throw BindingErrors.InventoryObject(item.Item.ToString());
        }

        _collector!.Add(item.Host, kind, name, item.Has, item.Get);
    }
}
