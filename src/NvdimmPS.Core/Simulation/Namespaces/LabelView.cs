using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>The fields of a namespace label as it lies in its slot (drivers/nvdimm/label.h).</summary>
internal readonly struct LabelView(byte[] bytes)
{
    private const int NameLength = 64;

    public Guid Uuid => new(bytes.AsSpan(0, 16), bigEndian: true);

    /// <summary>One character a byte.</summary>
    public string Name
    {
        get
        {
            var name = bytes.AsSpan(16, NameLength);
            var end = name.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
        }
    }

    public ushort Count => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(84));

    public ushort Position => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(86));

    public ulong Cookie => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(88));

    public ulong SectorSize => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(96));

    public ulong Start => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(104));

    public ulong Size => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(112));

    /// <summary>Labels of 128 bytes have neither a type nor a class.</summary>
    public bool IsPersistentMemory => bytes.Length < 256 || new Guid(bytes.AsSpan(128, 16)) == NamespaceLabel.PersistentMemory;

    public ClaimClass Class => bytes.Length < 256 ? ClaimClass.None : ClaimClasses.Of(new Guid(bytes.AsSpan(144, 16)));

    /// <summary>slot_valid(): it lies where it says, and its checksum is right. An all-zero slot 0 is valid.</summary>
    public bool IsValidIn(int slot)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(120)) != (uint)slot)
        {
            return false;
        }

        if (bytes.Length < 256)
        {
            return true;
        }

        var copy = (byte[])bytes.Clone();
        copy.AsSpan(248, 8).Clear();
        return Fletcher64.Compute(copy) == BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(248));
    }
}
