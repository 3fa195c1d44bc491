using System.Buffers.Binary;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>The info block of an fsdax or devdax namespace, 4096 bytes from its start (drivers/nvdimm/pfn.h, <c>nd_pfn_sb</c>).</summary>
internal sealed record PfnInfoBlock
{
    public const int Size = 4096;
    public const ulong Offset = 4096;

    /// <summary>The modes: where the page structures are.</summary>
    public const uint Ram = 1, Pmem = 2;

    private const int ChecksumAt = 4088;

    public required ClaimKind Kind { get; init; }

    public required Guid Uuid { get; init; }

    public required Guid Parent { get; init; }

    public required ulong DataOffset { get; init; }

    public ulong Pages { get; init; }

    public required uint Mode { get; init; }

    public uint StartPad { get; init; }

    public uint EndTrunc { get; init; }

    public required uint Align { get; init; }

    public uint PageSize { get; init; } = 4096;

    public ushort PageStructSize { get; init; } = 64;

    /// <summary>Null where there is none of this kind, or its checksum is wrong.</summary>
    public static PfnInfoBlock? Parse(ReadOnlySpan<byte> bytes, ClaimKind kind)
    {
        if (!bytes.StartsWith(Signature(kind)) || !IsWhole(bytes))
        {
            return null;
        }

        var minor = BinaryPrimitives.ReadUInt16LittleEndian(bytes[54..]);
        return new PfnInfoBlock
        {
            Kind = kind,
            Uuid = new Guid(bytes.Slice(16, 16), bigEndian: true),
            Parent = new Guid(bytes.Slice(32, 16), bigEndian: true),
            DataOffset = BinaryPrimitives.ReadUInt64LittleEndian(bytes[56..]),
            Pages = BinaryPrimitives.ReadUInt64LittleEndian(bytes[64..]),
            Mode = BinaryPrimitives.ReadUInt32LittleEndian(bytes[72..]),
            StartPad = minor < 1 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[76..]),
            EndTrunc = minor < 1 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[80..]),
            Align = minor < 2 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[84..]),
            PageSize = minor < 4 ? 4096 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[88..]),
            PageStructSize = minor < 4 ? (ushort)64 : BinaryPrimitives.ReadUInt16LittleEndian(bytes[92..]),
        };
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Signature(Kind).CopyTo(bytes);
        Uuid.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        Parent.TryWriteBytes(bytes.AsSpan(32), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(52), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(54), 4);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(56), DataOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(64), Pages);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(72), Mode);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(76), StartPad);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(80), EndTrunc);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(84), Align);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(88), PageSize);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(92), PageStructSize);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChecksumAt), Fletcher64.Compute(bytes));
        return bytes;
    }

    /// <summary>nd_sb_checksum(): the block with no checksum in it.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> block)
    {
        var copy = block.ToArray();
        copy.AsSpan(ChecksumAt).Clear();
        return Fletcher64.Compute(copy) == BinaryPrimitives.ReadUInt64LittleEndian(block[ChecksumAt..]);
    }

    private static ReadOnlySpan<byte> Signature(ClaimKind kind) => kind == ClaimKind.Dax ? "NVDIMM_DAX_INFO\0"u8 : "NVDIMM_PFN_INFO\0"u8;
}
