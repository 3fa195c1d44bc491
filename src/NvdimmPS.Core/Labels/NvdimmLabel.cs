using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>One DIMM's label of a namespace. A namespace has one on each DIMM that it lies on.</summary>
public sealed class NvdimmLabel
{
    /// <summary>The DIMM, where it is known.</summary>
    public string? Dimm { get; init; }

    /// <summary>The slot in which it stands.</summary>
    public int Slot { get; init; }

    /// <summary>True where the current index block has the slot as used.</summary>
    public bool Used { get; init; }

    /// <summary>True where the kernel would take it: used, of its own slot, and with the right checksum.</summary>
    public bool Valid => Used && SlotField == (uint)Slot && ChecksumValid;

    /// <summary><c>Efi11</c>, <c>Efi12</c>, <c>CxlNamespace</c> or <c>CxlRegion</c>.</summary>
    public string Form { get; init; } = "";

    /// <summary>The namespace; of a CXL region's label the region.</summary>
    public Guid Uuid { get; init; }

    /// <summary>The namespace's name; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>ReadOnly</c>, <c>Local</c>, <c>Btt</c>, <c>Updating</c>, and what else is set as a number.</summary>
    public ItemList<string> Flags { get; init; } = [];

    /// <summary>How many labels the namespace has, one a DIMM.</summary>
    public int Count { get; init; }

    /// <summary>The DIMM's place in the interleave set, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The interleave set that it belongs to, such as <c>0x3fe000000fe</c>; null of CXL's labels, which have none.</summary>
    public string? InterleaveSetCookie { get; init; }

    /// <summary>The sector size; 0 where it was never set.</summary>
    public ulong SectorSize { get; init; }

    /// <summary>Where this DIMM's part begins, in bytes of the DIMM's own address space.</summary>
    public ulong Start { get; init; }

    /// <summary>Bytes of this DIMM.</summary>
    public ulong Size { get; init; }

    /// <summary>The slot that the label itself says it is of.</summary>
    public uint SlotField { get; init; }

    /// <summary>The alignment field; null of version 1.1.</summary>
    public uint? Alignment { get; init; }

    /// <summary>The type of the address range, of a CXL namespace its region; null of version 1.1.</summary>
    public Guid? TypeGuid { get; init; }

    /// <summary>Who may claim the namespace; null of version 1.1.</summary>
    public Guid? AbstractionGuid { get; init; }

    /// <summary>The same in a word: <c>btt</c>, <c>btt2</c>, <c>pfn</c> or <c>dax</c>; null where it is none of them.</summary>
    public string? HolderClass { get; init; }

    /// <summary>The checksum as it stands; null of version 1.1, which has none.</summary>
    public ulong? Checksum { get; init; }

    /// <summary>False where the checksum is wrong.</summary>
    public bool ChecksumValid { get; init; }

    /// <summary>Its bytes as hexadecimal digits; <c>Bytes</c> in PowerShell.</summary>
    public string Hex => HexText.Format(Bytes);

    /// <summary>Its bytes.</summary>
    public byte[] GetBytes() => [.. Bytes];

    internal byte[] Bytes { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? $"slot {Slot}: {Uuid}" : $"slot {Slot}: {Uuid} {Name}";

    /// <summary>The cookie as a number.</summary>
    internal ulong? Cookie { get; init; }

    /// <summary>The first byte behind this DIMM's part; as far as a number goes where the label says nonsense.</summary>
    internal ulong End => Start > ulong.MaxValue - Size ? ulong.MaxValue : Start + Size;

    /// <summary>True where an update of the whole set was begun and not ended.</summary>
    internal bool IsUpdating { get; init; }

    /// <summary>True where all bytes are zero.</summary>
    internal bool IsBlank { get; init; }

    /// <summary>True of the label of a namespace, not of a CXL region.</summary>
    internal bool IsOfNamespace { get; init; }
}
