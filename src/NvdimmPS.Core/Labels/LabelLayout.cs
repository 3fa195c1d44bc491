using System.Globalization;

namespace NvdimmPS.Labels;

/// <summary>
/// How an area is divided where labels have a size (drivers/nvdimm/label.c, <c>__sizeof_namespace_index</c> and
/// <c>nvdimm_num_label_slots</c>): two index blocks, then the labels.
/// </summary>
/// <param name="AreaSize">Bytes of the area.</param>
/// <param name="LabelSize">128 for version 1.1, 256 for 1.2.</param>
/// <param name="IndexSize">Bytes of one index block.</param>
/// <param name="Slots">How many labels there is room for.</param>
internal readonly record struct LabelLayout(int AreaSize, int LabelSize, int IndexSize, int Slots)
{
    /// <summary>The index block before its free map.</summary>
    public const int HeaderSize = 72;

    /// <summary>No area is larger than this by far: the largest known has 1 MiB.</summary>
    public const int MostAreaSize = 16 << 20;

    private const int IndexAlignment = 256;

    /// <summary>The label sizes in the order in which the kernel tries them.</summary>
    public static ReadOnlySpan<int> LabelSizes => [128, 256];

    /// <summary>Where the labels begin.</summary>
    public int LabelOffset => 2 * IndexSize;

    /// <summary>Bytes that two index blocks can take in an area of this size, whatever the version.</summary>
    public static int MostIndexes(int areaSize)
    {
        var most = 0;
        foreach (var labelSize in LabelSizes)
        {
            most = Math.Max(most, For(areaSize, labelSize).LabelOffset);
        }

        return most;
    }

    /// <summary>False where the area is too small: two index blocks and two labels are the least.</summary>
    public bool Fits => Slots >= 2 && LabelOffset <= AreaSize;

    /// <summary>The version that has labels of this size.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}");

    /// <summary>The minor number of that version.</summary>
    public ushort Minor => LabelSize == 128 ? (ushort)1 : (ushort)2;

    /// <summary>The layout of an area.</summary>
    public static LabelLayout For(int areaSize, int labelSize)
    {
        var most = areaSize / labelSize;
        var index = (HeaderSize + ((most + 7) / 8) + IndexAlignment - 1) / IndexAlignment * IndexAlignment;
        return new LabelLayout(areaSize, labelSize, index, Math.Max(0, (areaSize - (2 * index)) / labelSize));
    }

    /// <summary>Where an index block begins.</summary>
    public int IndexOffset(int index) => index * IndexSize;

    /// <summary>Where a slot begins.</summary>
    public int SlotOffset(int slot) => LabelOffset + (slot * LabelSize);
}
