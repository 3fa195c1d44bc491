namespace NvdimmPS;

/// <summary>A DIMM: <c>nmemN</c>.</summary>
public sealed class NvdimmDevice
{
    /// <summary>The kernel's name, such as <c>nmem0</c>; also its node's in <c>/dev</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number in the name.</summary>
    public int Id { get; init; }

    /// <summary>The name of the bus.</summary>
    public string Bus { get; init; } = "";

    /// <summary>The bus's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The control node's major:minor.</summary>
    public string? DeviceNumber { get; init; }

    /// <summary>The driver that is bound.</summary>
    public string? Driver { get; init; }

    /// <summary><c>active</c> where an enabled region uses the DIMM, otherwise <c>idle</c>.</summary>
    public string? State { get; init; }

    /// <summary>The NFIT device handle.</summary>
    public uint? Handle { get; init; }

    /// <summary>The node controller, bits 27:16 of the handle.</summary>
    public int? Node => Bits(16, 0xFFF);

    /// <summary>The socket, bits 15:12 of the handle.</summary>
    public int? Socket => Bits(12, 0xF);

    /// <summary>The memory controller, bits 11:8 of the handle.</summary>
    public int? Controller => Bits(8, 0xF);

    /// <summary>The channel, bits 7:4 of the handle.</summary>
    public int? Channel => Bits(4, 0xF);

    /// <summary>The DIMM on the channel, bits 3:0 of the handle.</summary>
    public int? Slot => Bits(0, 0xF);

    /// <summary>The SMBIOS handle.</summary>
    public uint? PhysicalId { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The vendor's JEDEC number, such as <c>0x8680</c>.</summary>
    public string? Vendor { get; init; }

    /// <summary>The vendor's device number.</summary>
    public string? Device { get; init; }

    /// <summary>The device's revision.</summary>
    public string? Revision { get; init; }

    /// <summary>The controller vendor's JEDEC number.</summary>
    public string? SubsystemVendor { get; init; }

    /// <summary>The controller's device number.</summary>
    public string? SubsystemDevice { get; init; }

    /// <summary>The controller's revision.</summary>
    public string? SubsystemRevision { get; init; }

    /// <summary>The serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>The region format interface code, such as <c>0x0301</c>.</summary>
    public string? Format { get; init; }

    /// <summary><c>Intel</c>, <c>Hpe1</c>, <c>Hpe2</c>, <c>Msft</c>, <c>HyperV</c> or <c>Papr</c>.</summary>
    public string? Family { get; init; }

    /// <summary>The kernel's number of the family.</summary>
    public int? FamilyCode { get; init; }

    /// <summary>The DSM functions that may be called, a bit each.</summary>
    public ulong? DsmMask { get; init; }

    /// <summary>The kernel's names of the DIMM commands.</summary>
    public ItemList<string>? Commands { get; init; }

    /// <summary>The platform's flags: <c>save_fail</c>, <c>not_armed</c>, <c>smart_event</c> …; empty where there are none.</summary>
    public ItemList<string>? Flags { get; init; }

    /// <summary><c>label</c> where the label index is valid, <c>lock</c> where the DIMM is locked.</summary>
    public ItemList<string>? LabelFlags { get; init; }

    /// <summary><c>disabled</c>, <c>unlocked</c>, <c>locked</c> or <c>overwrite</c>.</summary>
    public string? Security { get; init; }

    /// <summary>Whether security settings stay as they are until the next boot.</summary>
    public bool? SecurityFrozen { get; init; }

    /// <summary>Shutdowns that may have lost data.</summary>
    public ulong? DirtyShutdownCount { get; init; }

    /// <summary>Free label slots, less the one that the kernel keeps for updates.</summary>
    public int? AvailableSlots { get; init; }

    /// <summary>Bytes of the DIMM that regions map; what several map counts once. Known to listings that read regions only.</summary>
    public ulong? Size { get; init; }

    /// <summary>The NUMA node of the first region that maps the DIMM.</summary>
    public int? NumaNode { get; init; }

    /// <summary>The names of the regions that map the DIMM. Known to listings that read regions only.</summary>
    public ItemList<string>? Regions { get; init; }

    /// <summary><c>Device</c> or <c>Simulated</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private int? Bits(int shift, uint mask) => Handle is { } handle ? (int)(handle >> shift & mask) : null;
}
