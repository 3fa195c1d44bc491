namespace NvdimmPS.Fleet.Inventory;

/// <summary>What a host has, reduced to what is compared.</summary>
internal sealed class InventoryHost(string name)
{
    private readonly Dictionary<(string Kind, string Name), InventoryItem> _items = [];
    private readonly Dictionary<string, string> _handles = new(StringComparer.Ordinal);

    /// <summary>The host.</summary>
    public string Name => name;

    /// <summary>Takes an item; the last one where an object came several times.</summary>
    public void Add(InventoryItem item) => _items[(item.Kind.Name, item.Name)] = item;

    /// <summary>Says which NFIT handle a DIMM has: its slot, which its name does not tell.</summary>
    public void Place(string dimm, string handle) => _handles[dimm] = handle;

    /// <summary>The handle of a DIMM; null where it is not known.</summary>
    public string? HandleOf(InventoryItem item) => item.Kind.IsOfDimm ? _handles.GetValueOrDefault(item.Name) : null;

    /// <summary>The items in order, by what they are on every host: DIMMs by their handles where those are known.</summary>
    public SortedDictionary<(string Kind, string Key), InventoryItem> Items()
    {
        var sorted = new SortedDictionary<(string, string), InventoryItem>(Comparer<(string Kind, string Key)>.Create(
            static (a, b) => string.CompareOrdinal(a.Kind, b.Kind) is not 0 and var order ? order : string.CompareOrdinal(a.Key, b.Key)));
        foreach (var item in _items.Values)
        {
            sorted[(item.Kind.Name, HandleOf(item) ?? item.Name)] = item;
        }

        return sorted;
    }

    /// <summary>A value; the DIMMs of a region by their handles where those are known.</summary>
    public string? Value(InventoryItem item, string property, int index) =>
        property == InventoryKind.DimmsName && item.Values[index] is { } names
            ? string.Join(' ', names.Split(' ').Select(n => _handles.GetValueOrDefault(n, n)))
            : item.Values[index];
}
