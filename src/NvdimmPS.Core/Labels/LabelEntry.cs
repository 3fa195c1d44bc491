using System.Buffers.Binary;

namespace NvdimmPS.Labels;

/// <summary>The form of a label.</summary>
internal enum LabelForm
{
    /// <summary>128 bytes: no checksum, no type, no claim class.</summary>
    Efi11,

    /// <summary>256 bytes (UEFI 2.10, 13.19).</summary>
    Efi12,

    /// <summary>CXL 2.1, 9.13.2.5.1.</summary>
    CxlNamespace,

    /// <summary>CXL 2.1, 9.13.2.4.</summary>
    CxlRegion,
}

/// <summary>The fields of a label, read as they stand.</summary>
internal readonly ref struct LabelEntry
{
    private const int ChecksumAt = 248;

    // As the bytes stand: these two are in the order of RFC 4122, unlike the GUIDs of EFI.
    private static readonly Guid CxlNamespaceType = new("68bb2c0a-5a77-4937-9f85-3caf41a0f93c");
    private static readonly Guid CxlRegionType = new("529d7c61-da07-47c4-a93f-ecdf2c06f444");

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">128 or 256 bytes.</param>
    public LabelEntry(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        Form = bytes.Length == 128 ? LabelForm.Efi11
            : Rfc(0) == CxlNamespaceType ? LabelForm.CxlNamespace
            : Rfc(0) == CxlRegionType ? LabelForm.CxlRegion
            : LabelForm.Efi12;
    }

    public LabelForm Form { get; }

    public bool IsCxl => Form is LabelForm.CxlNamespace or LabelForm.CxlRegion;

    public bool IsBlank => !_bytes.ContainsAnyExcept((byte)0);

    public Guid Uuid => Rfc(IsCxl ? 16 : 0);

    /// <summary>None in a region's label.</summary>
    public ReadOnlySpan<byte> Name => Form == LabelForm.CxlRegion ? default : _bytes.Slice(IsCxl ? 32 : 16, 64);

    public uint Flags => U32(Form switch { LabelForm.CxlNamespace => 96, LabelForm.CxlRegion => 32, _ => 80 });

    /// <summary>How many labels the set has; of a CXL namespace how many ranges.</summary>
    public ushort Count => U16(Form switch { LabelForm.CxlNamespace => 100, LabelForm.CxlRegion => 36, _ => 84 });

    public ushort Position => U16(Form switch { LabelForm.CxlNamespace => 102, LabelForm.CxlRegion => 38, _ => 86 });

    /// <summary>CXL's labels have none.</summary>
    public ulong? Cookie => IsCxl ? null : U64(88);

    public ulong SectorSize => Form switch { LabelForm.CxlNamespace => U16(160), LabelForm.CxlRegion => 0, _ => U64(96) };

    public ulong Start => U64(Form == LabelForm.CxlRegion ? 40 : 104);

    public ulong Size => U64(Form == LabelForm.CxlRegion ? 48 : 112);

    public static int SlotAt(LabelForm form) => form == LabelForm.CxlRegion ? 64 : 120;

    public uint Slot => U32(SlotAt(Form));

    /// <summary>As it stands: EFI's byte, CXL's word.</summary>
    public uint? Alignment => Form switch
    {
        LabelForm.Efi11 => null, LabelForm.Efi12 => _bytes[124], LabelForm.CxlNamespace => U32(124), _ => U32(72),
    };

    /// <summary>The type of the address range in EFI's labels, the region's UUID in CXL's.</summary>
    public Guid? Type => Form switch { LabelForm.Efi12 => new Guid(_bytes.Slice(128, 16)), LabelForm.CxlNamespace => Rfc(128), _ => null };

    /// <summary>Who may claim the namespace.</summary>
    public Guid? Abstraction => Form switch
    {
        LabelForm.Efi12 => new Guid(_bytes.Slice(144, 16)), LabelForm.CxlNamespace => Rfc(144), _ => null,
    };

    public ulong? Checksum => Form == LabelForm.Efi11 ? null : U64(ChecksumAt);

    public bool IsSumRight => Checksum is not { } sum || sum == LabelChecksum.Compute(_bytes, ChecksumAt);

    /// <summary>True where the kernel would take it for the label of that slot.</summary>
    public bool IsValidIn(int slot) => Slot == (uint)slot && IsSumRight;

    /// <summary>The same label in another slot.</summary>
    public static byte[] MovedTo(ReadOnlySpan<byte> label, int slot)
    {
        var moved = label.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(moved.AsSpan(SlotAt(new LabelEntry(label).Form)), (uint)slot);
        if (moved.Length == 256)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(moved.AsSpan(ChecksumAt), LabelChecksum.Compute(moved, ChecksumAt));
        }

        return moved;
    }

    private Guid Rfc(int at) => new(_bytes.Slice(at, 16), bigEndian: true);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]);

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]);
}
