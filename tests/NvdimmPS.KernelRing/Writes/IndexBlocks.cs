using System.Buffers.Binary;

namespace NvdimmPS.KernelRing;

/// <summary>What initialises a label area of 128 KiB: two index blocks with all slots free (UEFI 2.7, 13.19.2), worked out here anew.</summary>
internal static class IndexBlocks
{
    private const int AreaSize = 128 << 10, IndexSize = 256;

    /// <param name="version">"1.1", "1.2", or "0" for zeros.</param>
    public static (int Offset, byte[] Bytes)[] Make(string version)
    {
        if (version == "0")
        {
            return [(0, new byte[8192])];
        }

        var labelSize = version == "1.1" ? 128 : 256;
        return [(0, Index(0, 3, labelSize)), (IndexSize, Index(1, 2, labelSize))];
    }

    private static byte[] Index(int which, uint sequence, int labelSize)
    {
        var index = new byte[IndexSize];
        "NAMESPACE_INDEX"u8.CopyTo(index);
        index[19] = (byte)(labelSize >> 8);
        BinaryPrimitives.WriteUInt32LittleEndian(index.AsSpan(20), sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(index.AsSpan(24), (ulong)(which * IndexSize));
        BinaryPrimitives.WriteUInt64LittleEndian(index.AsSpan(32), IndexSize);
        BinaryPrimitives.WriteUInt64LittleEndian(index.AsSpan(40), (ulong)((1 - which) * IndexSize));
        BinaryPrimitives.WriteUInt64LittleEndian(index.AsSpan(48), 2 * IndexSize);
        var slots = (AreaSize - (2 * IndexSize)) / labelSize;
        BinaryPrimitives.WriteInt32LittleEndian(index.AsSpan(56), slots);
        BinaryPrimitives.WriteUInt16LittleEndian(index.AsSpan(60), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(index.AsSpan(62), (ushort)(labelSize == 128 ? 1 : 2));
        for (var slot = 0; slot < slots; slot++)
        {
            index[72 + (slot / 8)] |= (byte)(1 << (slot % 8));
        }

        uint low = 0, high = 0;
        for (var i = 0; i < index.Length; i += 4)
        {
            low = unchecked(low + BinaryPrimitives.ReadUInt32LittleEndian(index.AsSpan(i)));
            high = unchecked(high + low);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(index.AsSpan(64), ((ulong)high << 32) | low);
        return index;
    }
}
