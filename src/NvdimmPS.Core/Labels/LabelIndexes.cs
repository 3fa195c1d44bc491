using System.Buffers.Binary;

namespace NvdimmPS.Labels;

/// <summary>Finds the index block that counts, as the kernel does, and makes new ones.</summary>
internal static class LabelIndexes
{
    /// <summary>The layout and the current index block of an area; null where none is valid.</summary>
    public static (LabelLayout Layout, int Current)? Find(ReadOnlySpan<byte> area)
    {
        foreach (var labelSize in LabelLayout.LabelSizes)
        {
            var layout = LabelLayout.For(area.Length, labelSize);
            if (layout.Fits && Current(area, layout) is { } current)
            {
                return (layout, current);
            }
        }

        return null;
    }

    /// <summary>Which of the two blocks is current in a layout; null where none is valid.</summary>
    public static int? Current(ReadOnlySpan<byte> area, LabelLayout layout)
    {
        var first = new LabelIndexBlock(area, layout, 0);
        var second = new LabelIndexBlock(area, layout, 1);
        return (first.Faults == LabelIndexFaults.None, second.Faults == LabelIndexFaults.None) switch
        {
            (true, true) => IsNewer(first.ShortSequence, second.ShortSequence) ? 0 : 1,
            (true, false) => 0,
            (false, true) => 1,
            _ => null,
        };
    }

    /// <summary>The number that follows: 1, 2, 3, 1.</summary>
    public static int Next(int sequence) => (sequence % 3) + 1;

    /// <summary>The number before.</summary>
    public static int Previous(int sequence) => Next(Next(sequence));

    /// <summary>An index block.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="number">0 or 1.</param>
    /// <param name="sequence">1 to 3.</param>
    /// <param name="used">The slots that are in use.</param>
    /// <param name="slots">How many slots it speaks of; as many as there is room for when null.</param>
    public static byte[] Make(LabelLayout layout, int number, int sequence, IEnumerable<int> used, int? slots = null)
    {
        var block = new byte[layout.IndexSize];
        LabelIndexBlock.Signature.CopyTo(block);
        block[19] = layout.LabelSize == 128 ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(48), (ulong)layout.LabelOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(32), (ulong)layout.IndexSize);
        var count = slots ?? layout.Slots;
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(56), (uint)count);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(60), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(62), layout.Minor);
        for (var slot = 0; slot < count; slot++)
        {
            block[LabelLayout.HeaderSize + (slot / 8)] |= (byte)(1 << (slot % 8)); // 1 is free
        }

        foreach (var slot in used)
        {
            block[LabelLayout.HeaderSize + (slot / 8)] &= (byte)~(1 << (slot % 8));
        }

        Place(block, layout, number, sequence);
        return block;
    }

    /// <summary>Makes a block the one at a place and of a number, and sums it up.</summary>
    public static void Place(Span<byte> block, LabelLayout layout, int number, int sequence)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], (uint)sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(block[24..], (ulong)layout.IndexOffset(number));
        BinaryPrimitives.WriteUInt64LittleEndian(block[40..], (ulong)layout.IndexOffset(1 - number));
        BinaryPrimitives.WriteUInt64LittleEndian(block[LabelIndexBlock.ChecksumAt..],
            LabelChecksum.Compute(block, LabelIndexBlock.ChecksumAt));
    }

    /// <summary>The first is newer where it is the second's successor. Of equal ones the kernel takes the second.</summary>
    private static bool IsNewer(int first, int second) => first != second && Next(second) == first;
}
