namespace NvdimmPS.Simulation.Machines;

/// <summary>One DIMM's label of a namespace (drivers/nvdimm/label.h, <c>nvdimm_efi_label</c>).</summary>
internal sealed record NamespaceLabel
{
    /// <summary>The type of a persistent memory range, in the label's <c>type_guid</c>.</summary>
    public static readonly Guid PersistentMemory = new("66f0d379-b4f3-4074-ac43-0d3318b78cdb");

    public required Guid Uuid { get; init; }

    public string Name { get; init; } = "";

    /// <summary>8 while the labels of a set are being written (NSLABEL_FLAG_UPDATING).</summary>
    public uint Flags { get; init; }

    /// <summary>How many DIMMs have a label of this namespace.</summary>
    public ushort Count { get; init; } = 1;

    public ushort Position { get; init; }

    /// <summary>The interleave set's cookie.</summary>
    public ulong Cookie { get; init; }

    public ulong SectorSize { get; init; } = 512;

    /// <summary>Where this DIMM's part starts on it.</summary>
    public ulong Start { get; init; }

    public ulong Size { get; init; }

    public Guid Abstraction { get; init; }
}
