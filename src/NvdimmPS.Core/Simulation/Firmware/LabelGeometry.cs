using System.Buffers.Binary;
using System.Numerics;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// How a label area is divided, and how many slots are free in it, by the rules of drivers/nvdimm/label.c: two index
/// blocks, then the labels.
/// </summary>
internal readonly record struct LabelGeometry(int LabelSize, int Slots, int IndexSize)
{
    public const int HeaderSize = 72;
    public const int IndexAlign = 256;

    public static ReadOnlySpan<byte> Signature => "NAMESPACE_INDEX\0"u8;

    public static LabelGeometry For(int areaSize, int labelSize)
    {
        var most = areaSize / labelSize;
        var index = Align(HeaderSize + ((most + 7) / 8));
        var slots = (areaSize - (2 * index)) / labelSize;
        return new LabelGeometry(labelSize, slots, index);
    }

    /// <summary>How many slots an index block says are free.</summary>
    public static int CountFree(ReadOnlySpan<byte> index)
    {
        var slots = SlotsOf(index);
        var (free, whole) = (0, slots / 8);
        foreach (var byteOfSlots in index.Slice(HeaderSize, whole))
        {
            free += BitOperations.PopCount(byteOfSlots);
        }

        for (var slot = whole * 8; slot < slots; slot++)
        {
            free += IsFree(index, slot) ? 1 : 0;
        }

        return free;
    }

    public static int SlotsOf(ReadOnlySpan<byte> index) => BinaryPrimitives.ReadInt32LittleEndian(index[56..]);

    public static bool IsFree(ReadOnlySpan<byte> index, int slot) => ((index[HeaderSize + (slot / 8)] >> (slot % 8)) & 1) != 0;

    /// <summary>nd_label_validate(): the current index block, 0 or 1, and the size of labels that goes with it.</summary>
    /// <param name="start">The area, or as much of it as the index blocks can take.</param>
    /// <param name="areaSize">The size of all of it.</param>
    /// <param name="geometry">How the area is divided.</param>
    /// <param name="current">Which index block is the current one.</param>
    public static bool TryFindIndex(ReadOnlySpan<byte> start, int areaSize, out LabelGeometry geometry, out int current)
    {
        foreach (var labelSize in (ReadOnlySpan<int>)[128, 256])
        {
            geometry = For(areaSize, labelSize);
            if (geometry.Slots < 2 || start.Length < 2 * geometry.IndexSize)
            {
                continue;
            }

            var first = IsValid(start, areaSize, geometry, 0);
            var second = IsValid(start, areaSize, geometry, 1);
            if (first || second)
            {
                current = second && (!first || IsNewer(start, geometry)) ? 1 : 0;
                return true;
            }
        }

        (geometry, current) = (default, 0);
        return false;
    }

    private static bool IsValid(ReadOnlySpan<byte> area, int areaSize, LabelGeometry geometry, int which)
    {
        var size = (ulong)geometry.IndexSize;
        var bytes = area.Slice(which * geometry.IndexSize, geometry.IndexSize);
        if (!bytes.StartsWith(Signature))
        {
            return false;
        }

        var version = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[60..]) * 100) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[62..]);
        if ((version >= 102 && bytes[19] > 1) || (version >= 102 ? 128 << bytes[19] : 128) != geometry.LabelSize)
        {
            return false;
        }

        var index = bytes.ToArray();
        index.AsSpan(64, 8).Clear();
        var own = BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]);
        return Fletcher64.Compute(index) == BinaryPrimitives.ReadUInt64LittleEndian(bytes[64..])
            && (BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) & 3) != 0
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]) == (ulong)which * size
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]) == (ulong)(1 - which) * size
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[48..]) == 2 * size
            && own >= HeaderSize && own <= size
            && ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]) * (ulong)geometry.LabelSize) + (2 * size) <= (ulong)areaSize;
    }

    /// <summary>best_seq(): numbers go 1, 2, 3, 1, and of two equal ones the second block's is taken.</summary>
    private static bool IsNewer(ReadOnlySpan<byte> area, LabelGeometry geometry)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(area[20..]) & 3;
        var second = BinaryPrimitives.ReadUInt32LittleEndian(area[(geometry.IndexSize + 20)..]) & 3;
        return first == second || second == (first % 3) + 1;
    }

    private static int Align(int size) => (size + IndexAlign - 1) / IndexAlign * IndexAlign;
}
