namespace NvdimmPS.Simulation.Namespaces;

/// <summary>A <c>bttR.I</c>, <c>pfnR.I</c> or <c>daxR.I</c> as the kernel has it in memory.</summary>
internal sealed class SimulatedClaim(RegionDevices devices, ClaimKind kind, int id)
{
    /// <summary>What a new one begins with: the size of a huge page.</summary>
    private const ulong DefaultAlign = 2 << 20;

    public RegionDevices Devices => devices;

    public SimulatedRegion Region => devices.Region;

    public ClaimKind Kind => kind;

    public int Id => id;

    /// <summary>"btt", "pfn" or "dax".</summary>
    public string Word => WordOf(kind);

    public string Name => $"{Word}{Region.Id}.{id}";

    public Guid? Uuid { get; set; }

    /// <summary>A BTT's; 0 until one is set.</summary>
    public ulong SectorSize { get; set; }

    /// <summary>Where page structures are, as the info block has it; 0 until it is set.</summary>
    public uint Mode { get; set; }

    public ulong Align { get; set; } = DefaultAlign;

    public SimulatedNamespace? Namespace { get; set; }

    public bool IsBound { get; set; }

    public bool IsSeed => devices.Seed(kind) == this;

    /// <summary>The info block that a bound PFN or DAX device goes by.</summary>
    public PfnInfoBlock? Info { get; set; }

    /// <summary>The block device of a bound BTT or PFN device.</summary>
    public SimulatedDisk? Disk { get; set; }

    /// <summary>Where the data of a bound PFN or DAX device starts.</summary>
    public ulong Start => Namespace!.Start + Info!.StartPad + Info.DataOffset;

    /// <summary>Its <c>size</c>, while it is bound.</summary>
    public ulong Size => Info is { } info ? Namespace!.Size - info.StartPad - info.EndTrunc - info.DataOffset : Disk!.Size;

    public static string WordOf(ClaimKind kind) => kind switch
    {
        ClaimKind.Btt => "btt",
        ClaimKind.Pfn => "pfn",
        _ => "dax",
    };
}
