using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Machines;

/// <summary>Fills a label area as the kernel would have: two index blocks, the second current, and a label for each namespace.</summary>
internal static class LabelAreaWriter
{
    /// <param name="area">The whole area.</param>
    /// <param name="labelSize">128 for version 1.1, 256 for 1.2.</param>
    /// <param name="labels">The labels, from slot 0 on.</param>
    public static void Write(byte[] area, int labelSize, IReadOnlyList<NamespaceLabel> labels)
    {
        var geometry = LabelGeometry.For(area.Length, labelSize);
        WriteIndex(area, geometry, which: 0, sequence: 1, labels.Count);
        WriteIndex(area, geometry, which: 1, sequence: 2, labels.Count);
        for (var slot = 0; slot < labels.Count; slot++)
        {
            WriteLabel(area.AsSpan((2 * geometry.IndexSize) + (slot * labelSize), labelSize), labels[slot], slot);
        }
    }

    /// <summary>Everything of an index block but the bitmap of free slots, and the checksum over both.</summary>
    public static void WriteHeader(Span<byte> index, LabelGeometry geometry, int which, uint sequence, int slots)
    {
        LabelGeometry.Signature.CopyTo(index);
        index.Slice(16, 3).Clear();
        index[19] = geometry.LabelSize == 256 ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(index[20..], sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(index[24..], (ulong)(which * geometry.IndexSize));
        BinaryPrimitives.WriteUInt64LittleEndian(index[32..], (ulong)geometry.IndexSize);
        BinaryPrimitives.WriteUInt64LittleEndian(index[40..], (ulong)((1 - which) * geometry.IndexSize));
        BinaryPrimitives.WriteUInt64LittleEndian(index[48..], (ulong)(2 * geometry.IndexSize));
        BinaryPrimitives.WriteInt32LittleEndian(index[56..], slots);
        BinaryPrimitives.WriteUInt16LittleEndian(index[60..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(index[62..], geometry.LabelSize == 256 ? (ushort)2 : (ushort)1);
        index.Slice(64, 8).Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(index[64..], Fletcher64.Compute(index));
    }

    private static void WriteIndex(byte[] area, LabelGeometry geometry, int which, uint sequence, int used)
    {
        var index = area.AsSpan(which * geometry.IndexSize, geometry.IndexSize);
        for (var slot = used; slot < geometry.Slots; slot++)
        {
            index[LabelGeometry.HeaderSize + (slot / 8)] |= (byte)(1 << (slot % 8)); // 1 is free
        }

        WriteHeader(index, geometry, which, sequence, geometry.Slots);
    }

    /// <summary>Writes one label into its slot, which is blank.</summary>
    public static void WriteLabel(Span<byte> bytes, NamespaceLabel label, int slot)
    {
        label.Uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.Latin1.GetBytes(label.Name, bytes.Slice(16, 64));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[80..], label.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[84..], label.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[86..], label.Position);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[88..], label.Cookie);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[96..], label.SectorSize);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[104..], label.Start);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[112..], label.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[120..], (uint)slot);
        if (bytes.Length < 256)
        {
            return;
        }

        // GUIDs in their own, mixed byte order here, unlike the UUID above.
        NamespaceLabel.PersistentMemory.TryWriteBytes(bytes[128..]);
        label.Abstraction.TryWriteBytes(bytes[144..]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[248..], Fletcher64.Compute(bytes));
    }
}
