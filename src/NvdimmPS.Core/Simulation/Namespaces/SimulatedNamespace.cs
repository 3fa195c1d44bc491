namespace NvdimmPS.Simulation.Namespaces;

/// <summary>A namespace as the kernel has it in memory; what is written to its attributes counts at once.</summary>
internal sealed class SimulatedNamespace(RegionDevices devices, int id, bool isLabelled)
{
    public RegionDevices Devices => devices;

    public SimulatedRegion Region => devices.Region;

    public int Id => id;

    public string Name => $"namespace{Region.Id}.{id}";

    /// <summary>True for one that labels describe (nd_namespace_pmem), false for one that fills its region (nd_namespace_io).</summary>
    public bool IsLabelled => isLabelled;

    public Guid? Uuid { get; set; }

    /// <summary><c>alt_name</c>, one character a byte.</summary>
    public string AltName { get; set; } = "";

    /// <summary>0 until one is set.</summary>
    public ulong SectorSize { get; set; }

    public ClaimClass Class { get; set; }

    public bool ForceRaw { get; set; }

    /// <summary>The physical address.</summary>
    public ulong Start { get; set; } = devices.Region.Resource;

    public ulong Size { get; set; }

    /// <summary>The device that claims it, its <c>holder</c>.</summary>
    public SimulatedClaim? Claim { get; set; }

    /// <summary>Its own block device, while the driver is bound to the namespace itself.</summary>
    public SimulatedDisk? Disk { get; set; }

    public bool IsBound => Disk is not null;

    /// <summary>Neither bound nor claimed: what most attributes ask for.</summary>
    public bool IsIdle => !IsBound && Claim is null;

    public RegionMedia Media => Region.Media;

    public ulong MediaOffset => Start - Region.Resource;

    /// <summary>What info blocks name as their parent; none for one without labels.</summary>
    public Guid ParentUuid => Uuid ?? Guid.Empty;

    public int Extents => Uuid is { } uuid ? Region.Mappings.Sum(m => m.Dimm.KnownLabels?.Space.CountOf(uuid) ?? 0) : 0;

    /// <summary><c>mode</c>.</summary>
    public string Mode => Claim?.Kind switch
    {
        ClaimKind.Btt => "safe",
        ClaimKind.Pfn => "memory",
        ClaimKind.Dax => "dax",
        _ => "raw",
    };

    /// <summary>nvdimm_namespace_disk_name().</summary>
    public string DiskName => $"pmem{Region.Id}{(id == 0 ? "" : $".{id}")}{(Claim?.Kind == ClaimKind.Btt ? "s" : "")}";
}
