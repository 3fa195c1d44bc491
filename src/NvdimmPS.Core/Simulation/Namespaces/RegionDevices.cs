using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What there is below a region while its driver is bound: namespaces, the devices that claim them, and of each the seed that the
/// next one is made of (drivers/nvdimm/region.c). Guarded by the bus's lock.
/// </summary>
internal sealed class RegionDevices
{
    private static readonly ClaimKind[] Kinds = [ClaimKind.Btt, ClaimKind.Pfn, ClaimKind.Dax];

    private readonly List<SimulatedNamespace> _namespaces = [];
    private readonly List<SimulatedClaim> _claims = [];
    private readonly Dictionary<ClaimKind, SimulatedClaim> _seeds = [];

    private RegionDevices(SimulatedRegion region)
    {
        Region = region;
        Mappings = [.. region.Mappings.Select(m => new MappingLabels(m))];
        IsLabelled = region.NamespaceType == 5;
    }

    public SimulatedRegion Region { get; }

    public List<MappingLabels> Mappings { get; }

    /// <summary>Whether labels divide the region.</summary>
    public bool IsLabelled { get; }

    public IReadOnlyList<SimulatedNamespace> Namespaces => _namespaces;

    public IReadOnlyList<SimulatedClaim> Claims => _claims;

    public SimulatedNamespace? NamespaceSeed { get; private set; }

    /// <summary>How many namespaces the driver found (<c>init_namespaces</c>).</summary>
    public int Found { get; private set; }

    public SimulatedClaim? Seed(ClaimKind kind) => _seeds.GetValueOrDefault(kind);

    /// <summary>nd_region_probe(): from the labels, and then from what the memory holds. An errno, 0 for none.</summary>
    public static int Probe(SimulatedRegion region, out RegionDevices? devices)
    {
        devices = null;
        if (region.Mappings.Any(m => m.Dimm.Overwrites))
        {
            return Errno.EBUSY;
        }

        var made = new RegionDevices(region);
        foreach (var mapping in made.Mappings)
        {
            var dimm = mapping.Dimm;
            mapping.IsActive = dimm.IsBound;
            if (!dimm.IsBound && (dimm.Labeling || dimm.State.Security.Has(DimmSecurity.LockedBit)))
            {
                return Errno.ENXIO; // labels are needed to tell what is whose
            }

            mapping.Load();
        }

        var found = made.IsLabelled ? LabelScan.Run(made, () => new SimulatedNamespace(made, -1, isLabelled: true)) : [made.Whole()];
        if (found is null)
        {
            return Errno.ENODEV;
        }

        devices = made;
        made.Start(found);
        return 0;
    }

    /// <summary>The same from what the machine's definition says, as it would be after a boot.</summary>
    public static RegionDevices Boot(SimulatedRegion region)
    {
        var devices = new RegionDevices(region);
        devices.Mappings.ForEach(m => m.Load());
        BootDevices.Add(devices, region.Definition);
        devices.KeepLabels();
        return devices;
    }

    /// <summary>The driver goes, and everything with it.</summary>
    public void Remove()
    {
        foreach (var disk in _namespaces.Select(n => n.Disk).Concat(_claims.Select(c => c.Disk)).OfType<SimulatedDisk>())
        {
            disk.Remove();
        }
    }

    /// <summary>nd_namespace_pmem_set_resource(): where the namespace's part of the first DIMM starts.</summary>
    public void Place(SimulatedNamespace ns, ulong size)
    {
        var first = Mappings[0];
        var extent = size > 0 && ns.Uuid is { } uuid ? first.Labels?.Space.First(uuid) : null;
        ns.Size = extent is null ? 0 : size;
        ns.Start = Region.Resource + (extent is var (start, _) ? (start - first.Mapping.Start) * (ulong)Mappings.Count : 0);
    }

    /// <summary>nd_device_unregister() of a namespace.</summary>
    public void Delete(SimulatedNamespace ns) => _namespaces.Remove(ns);

    public void Delete(SimulatedClaim claim) => _claims.Remove(claim);

    /// <summary>A new claiming device of a kind, which claims the namespace at once if one is given.</summary>
    public SimulatedClaim Create(ClaimKind kind, SimulatedNamespace? ns)
    {
        var claim = new SimulatedClaim(this, kind, LowestFree(_claims.Where(c => c.Kind == kind).Select(c => c.Id))) { Namespace = ns };
        _claims.Add(claim);
        if (ns is not null)
        {
            ns.Claim = claim;
        }

        return claim;
    }

    /// <summary>nd_region_advance_seeds(): what was the seed is in use now, so there is another one.</summary>
    public void Advance(SimulatedNamespace ns)
    {
        if (NamespaceSeed == ns)
        {
            MakeNamespaceSeed();
        }
    }

    public void Advance(SimulatedClaim claim)
    {
        if (claim.IsSeed)
        {
            _seeds[claim.Kind] = Create(claim.Kind, null);
        }

        if (NamespaceSeed is not null && NamespaceSeed == claim.Namespace)
        {
            MakeNamespaceSeed();
        }
    }

    /// <summary>What the machine's definition says there is.</summary>
    internal void Add(SimulatedNamespace ns, bool isSeed)
    {
        _namespaces.Add(ns);
        NamespaceSeed = isSeed ? ns : NamespaceSeed;
        Found = Math.Max(_namespaces.Count(n => n.Size > 0), 1);
    }

    internal void Add(SimulatedClaim claim, bool isSeed)
    {
        _claims.Add(claim);
        if (isSeed)
        {
            _seeds[claim.Kind] = claim;
        }
    }

    private void Start(List<SimulatedNamespace> found)
    {
        for (var id = 0; id < found.Count; id++)
        {
            var ns = found[id];
            Add(new SimulatedNamespace(this, id, ns.IsLabelled)
            {
                Uuid = ns.Uuid, AltName = ns.AltName, SectorSize = ns.SectorSize, Class = ns.Class, Start = ns.Start, Size = ns.Size,
            }, isSeed: id == 0);
        }

        Found = found.Count;
        foreach (var kind in Kinds)
        {
            _seeds[kind] = Create(kind, null);
        }

        // The driver tries every new device.
        foreach (var ns in _namespaces.ToList())
        {
            _ = PmemDriver.Bind(ns);
        }
    }

    /// <summary>create_namespace_io().</summary>
    private SimulatedNamespace Whole() => new(this, 0, isLabelled: false) { Size = Region.Size };

    private void MakeNamespaceSeed()
    {
        if (IsLabelled)
        {
            NamespaceSeed = new SimulatedNamespace(this, LowestFree(_namespaces.Select(n => n.Id)), isLabelled: true);
            _namespaces.Add(NamespaceSeed);
        }
    }

    /// <summary>After a boot the kernel tracks the labels of this region's namespaces alone.</summary>
    private void KeepLabels()
    {
        var own = _namespaces.Where(n => n.Size > 0).Select(n => n.Uuid).ToHashSet();
        foreach (var mapping in Mappings)
        {
            if (own.Count > 0)
            {
                var kept = mapping.Tracked.Where(t => own.Contains(t.Label.Uuid)).Select(t => t.Entry).ToHashSet();
                mapping.Entries.RemoveAll(e => !kept.Contains(e));
            }
            else if (mapping == Mappings[0])
            {
                mapping.Entries.Clear();
            }
        }
    }

    private static int LowestFree(IEnumerable<int> used)
    {
        var taken = used.ToHashSet();
        var id = 0;
        while (taken.Contains(id))
        {
            id++;
        }

        return id;
    }
}
