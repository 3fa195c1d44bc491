using System.Buffers.Binary;
using System.Numerics;

namespace NvdimmPS.InfoBlocks;

/// <summary>
/// The 4096 bytes of an info block, as they lie on the media: <c>struct btt_sb</c> (drivers/nvdimm/btt.h) and <c>struct nd_pfn_sb</c>
/// (drivers/nvdimm/pfn.h). Numbers are little-endian, UUIDs in the order in which they are written.
/// </summary>
internal readonly struct InfoBlockBytes
{
    /// <summary>Bytes of a block.</summary>
    public const int Size = 4096;

    private const int ChecksumOffset = Size - sizeof(ulong);

    private readonly byte[] _bytes;

    private InfoBlockBytes(byte[] bytes, InfoBlockKind kind) => (_bytes, Kind) = (bytes, kind);

    public InfoBlockKind Kind { get; }

    public Guid Uuid => Id(16);

    public Guid ParentUuid => Id(32);

    public uint Flags => U32(48);

    public ushort Major => U16(52);

    public ushort Minor => U16(54);

    public ulong Checksum => U64(ChecksumOffset);

    public bool IsBtt => Kind == InfoBlockKind.Btt;

    /// <summary>BTT: bit 0, set by the driver when the arena can only be read any more.</summary>
    public bool HasErrorFlag => IsBtt && (Flags & 1) != 0;

    // Of a BTT. Offsets count from the beginning of the arena.
    public uint ExternalSectorSize => U32(56);

    public uint ExternalSectors => U32(60);

    public uint InternalSectorSize => U32(64);

    public uint InternalSectors => U32(68);

    public uint FreeBlocks => U32(72);

    public uint InfoSize => U32(76);

    public ulong NextOffset => U64(80);

    public ulong DataOffset => IsBtt ? U64(88) : U64(56);

    public ulong MapOffset => U64(96);

    public ulong LogOffset => U64(104);

    public ulong CopyOffset => U64(112);

    // Of a PFN or DAX instance. What a version does not have yet, its driver took for the value that stands here.
    public ulong Pages => U64(64);

    public uint Mode => U32(72);

    public uint StartPad => Minor >= 1 ? U32(76) : 0;

    public uint EndTruncation => Minor >= 1 ? U32(80) : 0;

    public ulong Alignment => Minor >= 2 ? U32(84) : DataOffset == 0 ? 0 : 1UL << BitOperations.Log2(DataOffset);

    /// <summary>Null where the version does not say: then it is the machine's.</summary>
    public uint? PageSize => Minor >= 4 ? U32(88) : null;

    public ushort PageStructSize => Minor >= 4 ? U16(92) : (ushort)64;

    /// <summary>The bytes, which nobody changes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether the bytes sum up to the checksum that stands in them.</summary>
    public bool IsChecksumRight => Checksum == Sum(_bytes);

    /// <summary>Takes bytes for a block by their signature; what follows it is not judged. Null of other bytes.</summary>
    public static InfoBlockBytes? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
        {
            return null;
        }

        InfoBlockKind? kind = bytes[..16] switch
        {
            var s when s.SequenceEqual("BTT_ARENA_INFO\0\0"u8) => InfoBlockKind.Btt,
            var s when s.SequenceEqual("NVDIMM_PFN_INFO\0"u8) => InfoBlockKind.Pfn,
            var s when s.SequenceEqual("NVDIMM_DAX_INFO\0"u8) => InfoBlockKind.Dax,
            _ => null,
        };
        return kind is { } known ? new InfoBlockBytes(bytes[..Size].ToArray(), known) : null;
    }

    /// <summary>Fletcher's checksum with 32-bit words and 64 bits, the checksum itself taken for zero (nd_fletcher64).</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        uint low = 0;
        ulong high = 0;
        for (var i = 0; i < Size; i += sizeof(uint))
        {
            low = unchecked(low + (i < ChecksumOffset ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]) : 0));
            high = unchecked(high + low);
        }

        return (high << 32) | low;
    }

    private Guid Id(int offset) => new(_bytes.AsSpan(offset, 16), bigEndian: true);

    private ushort U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    private ulong U64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(offset));
}
