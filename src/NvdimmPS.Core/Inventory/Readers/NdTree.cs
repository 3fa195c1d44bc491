using System.Globalization;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>Finds libnvdimm's objects in sysfs, always in the order of their numbers.</summary>
internal sealed class NdTree(string root)
{
    private readonly string _class = Path.Join(root, "class/nd");
    private readonly string _devices = Path.Join(root, "bus/nd/devices");

    /// <summary>Whether the kernel has libnvdimm at all.</summary>
    public bool Exists => Directory.Exists(_class) || Directory.Exists(_devices);

    /// <summary>Every bus.</summary>
    public List<NdPlace> Buses()
    {
        var buses = new List<NdPlace>();
        foreach (var id in SysfsFolder.Numbers(_class, "ndctl"))
        {
            // The link in the class folder leads to .../ndbusN/nd/ndctlN, and only from there does "device" make sense.
            var node = SysfsLink.Resolve(Path.Join(_class, $"ndctl{id}"));
            if (node is not null && SysfsLink.Resolve(Path.Join(node, "device")) is { } folder)
            {
                buses.Add(new NdPlace(folder, id));
            }
        }

        return buses;
    }

    /// <summary>The objects called <c>prefixN</c> on all buses.</summary>
    public List<NdPlace> OnBuses(string prefix) => On(Buses(), prefix);

    /// <summary>The same, on buses that are known already.</summary>
    public static List<NdPlace> On(List<NdPlace> buses, string prefix)
    {
        var places = new List<NdPlace>();
        foreach (var bus in buses)
        {
            places.AddRange(Within(bus, prefix));
        }

        places.Sort((a, b) => a.Id.CompareTo(b.Id));
        return places;
    }

    /// <summary>The objects called <c>prefixN</c> in one folder.</summary>
    public static IEnumerable<NdPlace> Within(NdPlace folder, string prefix)
    {
        foreach (var id in folder.Numbers(prefix))
        {
            yield return new NdPlace(Path.Join(folder.Folder, prefix + id.ToString(CultureInfo.InvariantCulture)), id);
        }
    }

    /// <summary>One object by the kernel's name, at the same cost however many there are.</summary>
    public NdPlace? Find(string prefix, string name)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || name != prefix + id.ToString(CultureInfo.InvariantCulture))
        {
            return null;
        }

        var link = Path.Join(_devices, name);
        return SysfsLink.Resolve(link) is { } folder && folder != link && Path.GetFileName(folder) == name ? new NdPlace(folder, id) : null;
    }
}
