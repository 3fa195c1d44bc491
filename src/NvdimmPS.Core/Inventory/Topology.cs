using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// The buses, DIMMs, regions and namespaces of one kernel, read from sysfs as they are asked for: no root, and no
/// firmware call. Each sequence is in the order of the kernel's numbers; what goes away meanwhile is left out.
/// </summary>
public sealed partial class Topology
{
    /// <summary>From so many on another thread saves more than it takes.</summary>
    private const int ManyDimms = 16;

    private readonly NdTree _tree;
    private readonly string _root;
    private readonly string _mountTable;
    private readonly string _swapTable;
    private readonly KernelOrigin _origin;

    /// <summary>The topology of a kernel.</summary>
    public Topology(INdKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        _root = Path.GetFullPath(kernel.SysfsRoot);
        _mountTable = kernel.MountTable;
        _swapTable = kernel.SwapTable;
        _origin = new KernelOrigin(kernel);
        _tree = new NdTree(_root);
    }

    /// <summary>The drivers that find NVDIMMs, one a platform.</summary>
    internal const string Drivers = "'modprobe nfit' (ACPI), 'modprobe nd_e820' (memmap=), 'modprobe papr_scm' (POWER), "
        + "'modprobe cxl_pmem' (CXL), 'modprobe virtio_pmem' (virtual machines)";

    /// <summary>Whether the kernel has libnvdimm. Without it there is nothing to list.</summary>
    public bool IsSupported => _tree.Exists;

    /// <summary>Whether the machine is simulated or recorded, so that nothing done to this one changes it.</summary>
    internal bool IsCopy => _origin.IsCopy;

    /// <summary>Why there is nothing to list, and what to do about it; null where there is a bus.</summary>
    public string? UnsupportedReason =>
        IsSupported && _tree.Buses().Count > 0 ? null
        : $"No NVDIMM bus was found{(IsSupported ? string.Empty : $" ({_origin.Show(_root)} has neither class/nd nor bus/nd)")}."
            + (_origin.IsCopy ? " This machine is simulated or recorded: take another one."
                : $" Either the driver is not loaded: {Drivers}. Or the firmware describes no NVDIMMs: see the kernel's log (dmesg).");

    /// <summary>Why there is no DIMM, and what to do about it; null where there is one.</summary>
    public string? NoDimmReason => UnsupportedReason ?? (GetDevices(TopologyDetail.Brief).Any() ? null
        : $"There is {WhyNoDimm()}. See whether the platform's setup shows the DIMMs, and the kernel's "
            + "log (dmesg). Memory of virtio-pmem, e820 or of_pmem has regions and no DIMMs.");

    /// <summary>Why there is no DIMM, in a few words.</summary>
    internal string WhyNoDimm()
    {
        var providers = GetBuses().Select(b => b.Provider ?? b.Name).ToArray();
        return !IsSupported ? "no libnvdimm"
            : providers.Length == 0 ? "libnvdimm is loaded, but there is no bus"
            : $"no DIMM on the bus of {string.Join(", ", providers.Distinct(StringComparer.Ordinal))}";
    }

    /// <summary>The buses.</summary>
    public IEnumerable<NvdimmBus> GetBuses() => Later(() => BusesAt(_tree.Buses()));

    /// <summary>
    /// All of them for one listing: buses and regions are found once, and the mappings of a region are read once, but for what all details
    /// of a DIMM take of them. The DIMMs, which are most of it, are read meanwhile on another thread.
    /// </summary>
    internal (List<NvdimmBus> Buses, IEnumerable<NvdimmDevice> Dimms, List<NvdimmRegion> Regions, List<NvdimmNamespace> Namespaces) GetAll(
        TopologyDetail detail, bool withRegions = false)
    {
        var places = _tree.Buses().ConvertAll(bus => bus.Listed());
        var (buses, regions, namespaces) = (new List<NvdimmBus>(), new List<NvdimmRegion>(), new List<NvdimmNamespace>());
        var dimms = ListDevices(places, detail, many: 1, withRegions);
        buses.AddRange(BusesAt(places));
        var users = Users();
        foreach (var place in NdTree.On(places, "region"))
        {
            var region = RegionReader.Read(place, TopologyDetail.Full, _origin, dimms =>
            {
                var first = namespaces.Count;
                namespaces.AddRange(NamespacesAt(place, dimms, users));
                return namespaces[first..].ConvertAll(n => n.Name);
            });
            if (region is not null)
            {
                regions.Add(region);
            }
        }

        return (buses, dimms, regions, namespaces);
    }

    private IEnumerable<NvdimmBus> BusesAt(List<NdPlace> places)
    {
        foreach (var place in places)
        {
            if (BusReader.Read(place, _origin) is { } bus)
            {
                yield return bus;
            }
        }
    }

    /// <summary>The DIMMs of all buses.</summary>
    public IEnumerable<NvdimmDevice> GetDevices(TopologyDetail detail = TopologyDetail.Summary) =>
        GetDevices(detail, withRegions: detail == TopologyDetail.Full);

    /// <summary>
    /// All of them for one listing. The kernel needs most of the time: of many DIMMs two threads ask it at once, this one as the list is
    /// enumerated.
    /// </summary>
    internal IEnumerable<NvdimmDevice> ListDevices(TopologyDetail detail) => ListDevices(_tree.Buses(), detail, ManyDimms);

    private SharedWork<NdPlace, NvdimmDevice> ListDevices(List<NdPlace> buses, TopologyDetail detail, int many,
        bool withRegions = false)
    {
        // Looked up by both threads: what the DIMMs of a bus share is read before.
        var uses = withRegions || detail == TopologyDetail.Full ? new DimmUses() : null;
        var providers = new Dictionary<string, BusProvider>(StringComparer.Ordinal);
        var places = NdTree.On(buses, "nmem");
        foreach (var place in places)
        {
            uses?.Read(place.BusFolder);
            if (!providers.ContainsKey(place.BusFolder))
            {
                providers.Add(place.BusFolder, BusProvider.Read(place.BusFolder));
            }
        }

        var dimms = new SharedWork<NdPlace, NvdimmDevice>(
            places, place => DeviceReader.Read(place, detail, providers[place.BusFolder], uses?.Of(place), _origin));
        if (places.Count >= many && Environment.ProcessorCount > 1)
        {
            dimms.Share();
        }

        return dimms;
    }

    /// <summary>The same, with what regions tell of a DIMM or without.</summary>
    internal IEnumerable<NvdimmDevice> GetDevices(TopologyDetail detail, bool withRegions) =>
        Later(() => Devices(_tree.OnBuses("nmem"), detail, withRegions ? new DimmUses() : null));

    private IEnumerable<NvdimmDevice> Devices(List<NdPlace> places, TopologyDetail detail, DimmUses? uses)
    {
        var providers = new Dictionary<string, BusProvider>(StringComparer.Ordinal);
        foreach (var dimm in places)
        {
            if (!providers.TryGetValue(dimm.BusFolder, out var provider))
            {
                providers[dimm.BusFolder] = provider = BusProvider.Read(dimm.BusFolder);
            }

            if (DeviceReader.Read(dimm, detail, provider, uses?.Of(dimm), _origin) is { } device)
            {
                yield return device;
            }
        }
    }

    /// <summary>The regions of all buses.</summary>
    public IEnumerable<NvdimmRegion> GetRegions() => GetRegions(TopologyDetail.Full);

    /// <summary>The same, for health only what findings are made of.</summary>
    internal IEnumerable<NvdimmRegion> GetRegions(TopologyDetail detail) =>
        Later(() => RegionsAt(_tree.OnBuses("region"), detail));

    private IEnumerable<NvdimmRegion> RegionsAt(List<NdPlace> places, TopologyDetail detail)
    {
        foreach (var place in places)
        {
            if (RegionReader.Read(place, detail, _origin) is { } region)
            {
                yield return region;
            }
        }
    }

    /// <summary>The namespaces of all regions, without the empty seeds.</summary>
    public IEnumerable<NvdimmNamespace> GetNamespaces() => Later(() => NamespacesOf(_tree.OnBuses("region")));

    /// <summary>sysfs may hang: it is read by who takes the first element, and not by who asks for the sequence.</summary>
    private static IEnumerable<T> Later<T>(Func<IEnumerable<T>> find)
    {
        foreach (var found in find())
        {
            yield return found;
        }
    }

    /// <summary>What uses the namespaces of one listing.</summary>
    private (MountList Mounts, ConsumerReader Consumers) Users()
    {
        var mounts = new MountList(_mountTable, _origin);
        return (mounts, new ConsumerReader(_root, mounts, new SwapList(_swapTable)));
    }

    private IEnumerable<NvdimmNamespace> NamespacesOf(List<NdPlace> regions)
    {
        var users = Users();
        foreach (var region in regions)
        {
            foreach (var found in NamespacesAt(region, null, users))
            {
                yield return found;
            }
        }
    }

    /// <param name="region">Where the region is.</param>
    /// <param name="dimms">Its DIMMs where they are known already.</param>
    /// <param name="users">What uses namespaces.</param>
    private IEnumerable<NvdimmNamespace> NamespacesAt(NdPlace region, string[]? dimms, (MountList Mounts, ConsumerReader Consumers) users)
    {
        foreach (var place in RegionReader.Namespaces(region))
        {
            dimms ??= RegionMappings.Dimms(RegionMappings.Read(new AttributeReader(region.Folder)));
            if (NamespaceReader.Read(place, region, dimms, users.Mounts, users.Consumers, _origin) is { } found)
            {
                yield return found;
            }
        }
    }
}
