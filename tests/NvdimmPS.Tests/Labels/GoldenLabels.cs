using System.Buffers.Binary;
using NvdimmPS.Labels;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Labels;

/// <summary>Label areas that Golden/labels/make.py worked out from the documents, and ways to change their bytes.</summary>
internal static class GoldenLabels
{
    public const int Index = 256, Labels = 512;

    public static byte[] Bytes(string name) =>
        Convert.FromHexString(File.ReadAllText(Path.Combine(GoldenFile.Folder, "labels", name + ".hex")).ReplaceLineEndings(string.Empty));

    public static NvdimmLabelArea Area(string name, Action<byte[]>? change = null, bool includeFree = false) => Decode(Changed(name, change), includeFree);

    public static NvdimmLabelArea Decode(byte[] bytes, bool includeFree = false, string dimm = "nmem0") =>
        LabelDecoder.Decode(bytes, new LabelOrigin("Simulated") { Dimm = dimm, MaxTransfer = 4096 }, includeFree);

    public static byte[] Changed(string name, Action<byte[]>? change)
    {
        var bytes = Bytes(name);
        change?.Invoke(bytes);
        return bytes;
    }

    /// <summary>Sums a block up anew, in the test's own way.</summary>
    public static void Sum(Span<byte> block, int at)
    {
        block.Slice(at, 8).Clear();
        uint low = 0, high = 0;
        for (var i = 0; i < block.Length; i += 4)
        {
            low = unchecked(low + BinaryPrimitives.ReadUInt32LittleEndian(block[i..]));
            high = unchecked(high + low);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(block[at..], low);
        BinaryPrimitives.WriteUInt32LittleEndian(block[(at + 4)..], high);
    }

    /// <summary>Changes an index block and sums it up.</summary>
    public static void InIndex(byte[] area, int number, Action<byte[]> change) => In(area, number * Index, Index, 64, change);

    /// <summary>Changes a label of 256 bytes and sums it up.</summary>
    public static void InLabel(byte[] area, int slot, Action<byte[]> change) => In(area, Labels + (slot * 256), 256, 248, change);

    private static void In(byte[] area, int start, int length, int sum, Action<byte[]> change)
    {
        var block = area.AsSpan(start, length).ToArray();
        change(block);
        Sum(block, sum);
        block.CopyTo(area, start);
    }
}
