using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

public sealed partial class Topology
{
    /// <summary>A bus by its name, its node's name (<c>ndctl0</c>) or its number.</summary>
    public NvdimmBus? FindBus(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var bus in _tree.Buses())
        {
            if (name == bus.Name || name == "ndctl" + bus.Id || name == bus.Id.ToString(CultureInfo.InvariantCulture))
            {
                return BusReader.Read(bus, _origin);
            }
        }

        return null;
    }

    /// <summary>A DIMM by its name or number, at the same cost however many there are.</summary>
    public NvdimmDevice? FindDevice(string name, TopologyDetail detail = TopologyDetail.Full) => FindDevice(name, detail, null);

    /// <summary>The same, with what regions tell of it where that is asked for: they are read once for the DIMMs of a bus.</summary>
    internal NvdimmDevice? FindDevice(string name, TopologyDetail detail, DimmUses? uses) =>
        _tree.Find("nmem", WithPrefix("nmem", name)) is { } dimm
            ? DeviceReader.Read(dimm, detail, BusProvider.Read(dimm.BusFolder), uses?.Of(dimm), _origin)
            : null;

    /// <summary>A region by its name or number.</summary>
    public NvdimmRegion? FindRegion(string name) =>
        _tree.Find("region", WithPrefix("region", name)) is { } region ? RegionReader.Read(region, TopologyDetail.Full, _origin) : null;

    /// <summary>A namespace by its name or numbers (<c>0.1</c>).</summary>
    public NvdimmNamespace? FindNamespace(string name)
    {
        var full = WithPrefix("namespace", name);
        var dot = full.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _tree.Find(full[..(dot + 1)], full) is { } place ? ReadNamespace(place) : null;
    }

    /// <summary>The namespace behind a block device: <c>pmem0</c>, <c>/dev/pmem0</c> or a partition of it.</summary>
    public NvdimmNamespace? FindByBlockDevice(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = Path.GetFileName(name);
        var link = Path.Join(_root, "class/block", name);
        if (SysfsLink.Resolve(link) is not { } folder || folder == link)
        {
            return GetNamespaces().FirstOrDefault(n => n.BlockDevice == name);
        }

        // .../region1/pfn1.0/block/pmem1/pmem1p1
        while (folder is not null && Path.GetFileName(folder) != "block")
        {
            folder = Path.GetDirectoryName(folder);
        }

        if (Path.GetDirectoryName(folder) is not { } owner)
        {
            return null;
        }

        var holder = Path.GetFileName(owner);
        return FindNamespace(holder.StartsWith("namespace", StringComparison.Ordinal)
            ? holder
            : SysfsFile.Read(owner, "namespace").Text ?? "");
    }

    /// <summary>The namespace behind a DAX device: <c>dax0.1</c> or <c>/dev/dax0.1</c>.</summary>
    public NvdimmNamespace? FindByDaxDevice(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = Path.GetFileName(name);
        return GetNamespaces().FirstOrDefault(n => n.DaxDevices.Any(d => d.Name == name));
    }

    /// <summary>The namespace whose block device, or a partition of it, is mounted exactly here.</summary>
    public NvdimmNamespace? FindByMountPoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        return GetNamespaces().FirstOrDefault(n => n.MountPoints.Contains(path, StringComparer.Ordinal));
    }

    /// <summary>The regions that map a DIMM.</summary>
    public IEnumerable<NvdimmRegion> GetRegionsOf(string dimm) => GetRegions().Where(r => r.Dimms.Contains(dimm, StringComparer.Ordinal));

    /// <summary>The namespaces of one region.</summary>
    public IEnumerable<NvdimmNamespace> GetNamespacesOf(string region) =>
        _tree.Find("region", region) is { } place ? NamespacesOf([place]) : [];

    /// <summary>What uses the namespaces on a DIMM, or on any DIMM of a bus.</summary>
    internal IReadOnlyList<NvdimmConsumer> GetConsumers(NdNode node)
    {
        var name = node.ObjectName;
        return Consumers(GetNamespaces().Where(n => node.Kind == NdNodeKind.Bus ? n.Bus == name
            : n.Dimms.Contains(name, StringComparer.Ordinal)));
    }

    /// <summary>What uses the namespaces of a region.</summary>
    internal IReadOnlyList<NvdimmConsumer> GetConsumers(string region) => Consumers(GetNamespacesOf(region));

    /// <summary>What uses a namespace.</summary>
    internal IReadOnlyList<NvdimmConsumer> GetConsumersOf(string name) => FindNamespace(name) is { } found ? Consumers([found]) : [];

    private static NvdimmConsumer[] Consumers(IEnumerable<NvdimmNamespace> namespaces) =>
        [.. namespaces.Where(n => n.Enabled).SelectMany(n => n.Consumers)];

    /// <summary>The control node of the bus that a DIMM is on, or of the bus itself.</summary>
    internal NdNode BusOf(NdNode node)
    {
        const string prefix = "ndbus";
        return node.Kind == NdNodeKind.Dimm && _tree.Find("nmem", node.ObjectName) is { } place
            && Path.GetFileName(place.BusFolder) is var bus
            && bus.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(bus.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new NdNode(NdNodeKind.Bus, id)
            : new NdNode(NdNodeKind.Bus, node.Id);
    }

    private NvdimmNamespace? ReadNamespace(NdPlace place)
    {
        var folder = place.Parent;
        const string prefix = "region";
        var name = Path.GetFileName(folder);
        if (!name.StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var dimms = RegionMappings.Dimms(RegionMappings.Read(new AttributeReader(folder)));
        var (mounts, consumers) = Users();
        return NamespaceReader.Read(place, new NdPlace(folder, id), dimms, mounts, consumers, _origin);
    }

    private static string WithPrefix(string prefix, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? prefix + name : name;
    }
}
