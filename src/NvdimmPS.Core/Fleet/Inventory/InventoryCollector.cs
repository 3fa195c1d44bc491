namespace NvdimmPS.Fleet.Inventory;

/// <summary>
/// Takes the objects of many hosts one by one and keeps of each no more than the texts of what is compared, which hosts that are
/// alike share.
/// </summary>
internal sealed class InventoryCollector
{
    private readonly Dictionary<string, InventoryHost> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, InventoryItem> _pool = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string>? _chosen;
    private readonly HashSet<string> _unseen;

    /// <param name="properties">What is compared; null is what each kind has by itself.</param>
    public InventoryCollector(IReadOnlyList<string>? properties = null)
    {
        _chosen = properties is { Count: > 0 } ? [.. properties.Distinct(StringComparer.OrdinalIgnoreCase)] : null;
        _unseen = new HashSet<string>(_chosen ?? [], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How many different objects are kept.</summary>
    public int Kept => _pool.Count;

    /// <summary>The hosts.</summary>
    public IReadOnlyCollection<InventoryHost> Hosts => _hosts.Values;

    /// <summary>What was chosen and no object has.</summary>
    public IReadOnlyCollection<string> Unseen => _unseen;

    /// <summary>What is compared of a kind.</summary>
    public IReadOnlyList<string> PropertiesOf(InventoryKind kind) => _chosen ?? kind.Properties;

    /// <summary>Takes one object.</summary>
    /// <param name="hostName">The host that it is of.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="has">Whether it has a property.</param>
    /// <param name="get">A property's value, without wrappers.</param>
    public void Add(string hostName, InventoryKind kind, string name, Func<string, bool> has, Func<string, object?> get)
    {
        if (!_hosts.TryGetValue(hostName, out var host))
        {
            _hosts[hostName] = host = new InventoryHost(hostName);
        }

        if (_unseen.Count > 0)
        {
            _unseen.RemoveWhere(p => has(p));
        }

        if (kind.IsDevice && InventoryText.Format(nameof(NvdimmDevice.Handle), get(nameof(NvdimmDevice.Handle))) is { } handle)
        {
            host.Place(name, handle);
        }

        var values = PropertiesOf(kind).Select(p => InventoryText.Format(p, get(p))).ToArray();
        var text = string.Join('\u001f', values.Prepend(name).Prepend(kind.Name).Select(v => v ?? "\u001e"));
        if (!_pool.TryGetValue(text, out var item))
        {
            _pool[text] = item = new InventoryItem(kind, name, values);
        }

        host.Add(item);
    }
}
