using System.Buffers.Binary;

namespace NvdimmPS.Labels;

/// <summary>What is wrong with an index block, in the order in which the kernel looks.</summary>
[Flags]
internal enum LabelIndexFaults
{
    None = 0,
    Signature = 1,
    LabelSize = 2,
    Checksum = 4,
    Sequence = 8,
    Offset = 16,
    OtherOffset = 32,
    LabelOffset = 64,
    Size = 128,
    Slots = 256,
}

/// <summary>
/// The fields of an index block (drivers/nvdimm/label.h, <c>nd_namespace_index</c>; UEFI 2.10, 13.19), read as they stand and
/// held against the layout of the area.
/// </summary>
internal readonly ref struct LabelIndexBlock
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly LabelLayout _layout;
    private readonly int _number;

    /// <param name="area">The whole area.</param>
    /// <param name="layout">A layout that fits.</param>
    /// <param name="number">0 or 1.</param>
    public LabelIndexBlock(ReadOnlySpan<byte> area, LabelLayout layout, int number)
    {
        _bytes = area.Slice(layout.IndexOffset(number), layout.IndexSize);
        (_layout, _number) = (layout, number);
    }

    /// <summary>Where the sum stands.</summary>
    public const int ChecksumAt = 64;

    public static ReadOnlySpan<byte> Signature => "NAMESPACE_INDEX\0"u8;

    public bool IsSigned => _bytes.StartsWith(Signature);

    public ReadOnlySpan<byte> Bytes => _bytes;

    public uint Flags => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[16..]) & 0xFF_FFFF;

    /// <summary>The size of labels as an exponent: 128 shifted by it.</summary>
    public byte LabelSizeCode => _bytes[19];

    public uint Sequence => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[20..]);

    public ulong Offset => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[24..]);

    public ulong Size => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[32..]);

    public ulong OtherOffset => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[40..]);

    public ulong LabelOffset => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[48..]);

    public uint Slots => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[56..]);

    public ushort Major => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[60..]);

    public ushort Minor => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[62..]);

    public ulong Checksum => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[ChecksumAt..]);

    public ulong ComputedChecksum => LabelChecksum.Compute(_bytes, ChecksumAt);

    /// <summary>1 to 3; 0 is no number.</summary>
    public int ShortSequence => (int)(Sequence & 3);

    /// <summary>Slots that there is room for, whatever the field says.</summary>
    public int SafeSlots => (int)Math.Min(Slots, (uint)_layout.Slots);

    /// <summary>True where the free map has the slot as free.</summary>
    public bool IsFree(int slot) => (_bytes[LabelLayout.HeaderSize + (slot / 8)] >> (slot % 8) & 1) != 0;

    /// <summary>What the kernel would refuse it for (<c>__nd_label_validate</c>).</summary>
    public LabelIndexFaults Faults
    {
        get
        {
            if (!IsSigned)
            {
                return LabelIndexFaults.Signature;
            }

            // Version 1.1 ignores the code: its labels have 128 bytes.
            var labelSize = (Major * 100) + Minor < 102 ? 128 : LabelSizeCode <= 1 ? 128 << LabelSizeCode : 0;
            return Fault(labelSize != _layout.LabelSize, LabelIndexFaults.LabelSize)
                | Fault(Checksum != ComputedChecksum, LabelIndexFaults.Checksum)
                | Fault(ShortSequence == 0, LabelIndexFaults.Sequence)
                | Fault(Offset != (ulong)_layout.IndexOffset(_number), LabelIndexFaults.Offset)
                | Fault(OtherOffset != (ulong)_layout.IndexOffset(1 - _number), LabelIndexFaults.OtherOffset)
                | Fault(LabelOffset != (ulong)_layout.LabelOffset, LabelIndexFaults.LabelOffset)
                | Fault(Size < LabelLayout.HeaderSize || Size > (ulong)_layout.IndexSize, LabelIndexFaults.Size)
                | Fault(((ulong)Slots * (ulong)_layout.LabelSize) + (ulong)_layout.LabelOffset > (ulong)_layout.AreaSize,
                    LabelIndexFaults.Slots);
        }
    }

    private static LabelIndexFaults Fault(bool isThere, LabelIndexFaults fault) => isThere ? fault : LabelIndexFaults.None;
}
