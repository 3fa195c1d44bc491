using System.Buffers.Binary;

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

    public static bool HasIndex(ReadOnlySpan<byte> area) => TryFindIndex(area, out _, out _);

    /// <summary>Free slots by the current index; all of them where there is none, in which case labels have 256 bytes.</summary>
    public static int FreeSlots(ReadOnlySpan<byte> area)
    {
        if (!TryFindIndex(area, out var geometry, out var offset))
        {
            return For(area.Length, 256).Slots;
        }

        var free = 0;
        var bitmap = area[(offset + HeaderSize)..];
        for (var slot = 0; slot < geometry.Slots; slot++)
        {
            free += (bitmap[slot / 8] >> (slot % 8)) & 1;
        }

        return free;
    }

    private static bool TryFindIndex(ReadOnlySpan<byte> area, out LabelGeometry geometry, out int offset)
    {
        foreach (var labelSize in (int[])[128, 256])
        {
            geometry = For(area.Length, labelSize);
            var first = IsValid(area, geometry, 0);
            var second = IsValid(area, geometry, 1);
            if (geometry.Slots >= 2 && (first || second))
            {
                offset = second && (!first || IsNewer(area, geometry)) ? geometry.IndexSize : 0;
                return true;
            }
        }

        (geometry, offset) = (default, 0);
        return false;
    }

    private static bool IsValid(ReadOnlySpan<byte> area, LabelGeometry geometry, int which)
    {
        var offset = which * geometry.IndexSize;
        if (area.Length < offset + geometry.IndexSize || !area[offset..].StartsWith(Signature))
        {
            return false;
        }

        var index = area.Slice(offset, geometry.IndexSize).ToArray();
        var stored = BinaryPrimitives.ReadUInt64LittleEndian(index.AsSpan(64));
        index.AsSpan(64, 8).Clear();
        return 1 << (7 + index[19]) == geometry.LabelSize && Fletcher64.Compute(index) == stored;
    }

    /// <summary>Sequence numbers go 1, 2, 3, 1: the second block is newer if its number is the first one's successor.</summary>
    private static bool IsNewer(ReadOnlySpan<byte> area, LabelGeometry geometry)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(area[20..]) & 3;
        var second = BinaryPrimitives.ReadUInt32LittleEndian(area[(geometry.IndexSize + 20)..]) & 3;
        return second == (first % 3) + 1;
    }

    private static int Align(int size) => (size + IndexAlign - 1) / IndexAlign * IndexAlign;
}
