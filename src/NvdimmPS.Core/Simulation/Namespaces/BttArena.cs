using System.Buffers.Binary;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// One arena of a block translation table: its info block, twice, data, map and log (UEFI 2.7, 6; drivers/nvdimm/btt.c). Offsets are
/// from the start of the arena.
/// </summary>
internal sealed record BttArena
{
    public const int InfoSize = 4096;
    public const ulong MaxSize = 512UL << 30, MinSize = 16 << 20;

    private const int LogGroupSize = 64, MapEntrySize = 4, ChecksumAt = 4088;
    private const uint FreeBlocks = 256, InternalAlign = 64;

    /// <summary>Where the arena starts in the region.</summary>
    public required ulong Start { get; init; }

    public required ulong Size { get; init; }

    public required Guid Uuid { get; init; }

    public required Guid Parent { get; init; }

    /// <summary>1.1 or 2.0.</summary>
    public required (ushort Major, ushort Minor) Version { get; init; }

    public required uint SectorSize { get; init; }

    public required uint Blocks { get; init; }

    public required uint InternalSize { get; init; }

    public required uint InternalBlocks { get; init; }

    public uint Lanes { get; init; } = FreeBlocks;

    public required ulong DataAt { get; init; }

    public required ulong MapAt { get; init; }

    public required ulong LogAt { get; init; }

    public required ulong Info2At { get; init; }

    /// <summary>Whether another arena follows.</summary>
    public required bool IsFollowed { get; init; }

    private static ReadOnlySpan<byte> Signature => "BTT_ARENA_INFO\0\0"u8;

    /// <summary>alloc_arena().</summary>
    public static BttArena Plan(ulong start, ulong size, uint sectorSize, Guid uuid, Guid parent, (ushort, ushort) version, bool followed)
    {
        var internalSize = (sectorSize + InternalAlign - 1) / InternalAlign * InternalAlign;
        var log = RoundUp(FreeBlocks * LogGroupSize);
        var available = (size / InfoSize * InfoSize) - (2 * InfoSize) - log;
        var internalBlocks = (uint)((available - InfoSize) / (internalSize + MapEntrySize));
        var blocks = internalBlocks - FreeBlocks;
        var map = RoundUp((ulong)blocks * MapEntrySize);
        var mapAt = InfoSize + available - map;
        return new BttArena
        {
            Start = start, Size = size, Uuid = uuid, Parent = parent, Version = version, SectorSize = sectorSize, Blocks = blocks,
            InternalSize = internalSize, InternalBlocks = internalBlocks, DataAt = InfoSize, MapAt = mapAt, LogAt = mapAt + map,
            Info2At = mapAt + map + log, IsFollowed = followed,
        };
    }

    /// <summary>nd_btt_arena_is_valid(): null where there is no arena of this namespace.</summary>
    public static BttArena? Parse(ReadOnlySpan<byte> info, ulong start, Guid parent)
    {
        var claimed = new Guid(info.Slice(32, 16), bigEndian: true);
        if (!info.StartsWith(Signature) || (claimed != Guid.Empty && claimed != parent) || !PfnInfoBlock.IsWhole(info))
        {
            return null;
        }

        var next = BinaryPrimitives.ReadUInt64LittleEndian(info[80..]);
        var info2 = BinaryPrimitives.ReadUInt64LittleEndian(info[112..]);
        return new BttArena
        {
            Start = start,
            Size = next > 0 ? next : info2 + InfoSize,
            Uuid = new Guid(info.Slice(16, 16), bigEndian: true),
            Parent = claimed,
            Version = (BinaryPrimitives.ReadUInt16LittleEndian(info[52..]), BinaryPrimitives.ReadUInt16LittleEndian(info[54..])),
            SectorSize = BinaryPrimitives.ReadUInt32LittleEndian(info[56..]),
            Blocks = BinaryPrimitives.ReadUInt32LittleEndian(info[60..]),
            InternalSize = BinaryPrimitives.ReadUInt32LittleEndian(info[64..]),
            InternalBlocks = BinaryPrimitives.ReadUInt32LittleEndian(info[68..]),
            Lanes = BinaryPrimitives.ReadUInt32LittleEndian(info[72..]),
            DataAt = BinaryPrimitives.ReadUInt64LittleEndian(info[88..]),
            MapAt = BinaryPrimitives.ReadUInt64LittleEndian(info[96..]),
            LogAt = BinaryPrimitives.ReadUInt64LittleEndian(info[104..]),
            Info2At = info2,
            IsFollowed = next > 0,
        };
    }
    /// <summary>btt_arena_write_layout(): map and log as of an empty table, then the info block, its copy first.</summary>
    public void Write(RegionMedia media)
    {
        media.Clear(Start + MapAt, Info2At - MapAt);
        for (var lane = 0u; lane < Lanes; lane++)
        {
            WriteLog(media, lane, 0, (lane, Blocks + lane, Blocks + lane, 1));
        }

        var info = ToBytes();
        media.Write(Start + Info2At, info);
        media.Write(Start, info);
    }

    /// <summary>One entry of a lane's log: block, what it was mapped to, what it is mapped to, sequence number.</summary>
    public (uint Block, uint Old, uint New, uint Sequence) ReadLog(RegionMedia media, uint lane, int slot)
    {
        ReadOnlySpan<byte> entry = media.Read(LogEntry(lane, slot), 16);
        return (BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
    }

    public void WriteLog(RegionMedia media, uint lane, int slot, (uint Block, uint Old, uint New, uint Sequence) entry)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, entry.Block);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], entry.Old);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], entry.New);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], entry.Sequence);
        media.Write(LogEntry(lane, slot), bytes);
    }

    public uint ReadMap(RegionMedia media, uint block) =>
        BinaryPrimitives.ReadUInt32LittleEndian(media.Read(Start + MapAt + ((ulong)block * MapEntrySize), MapEntrySize));

    public void WriteMap(RegionMedia media, uint block, uint entry)
    {
        Span<byte> bytes = stackalloc byte[MapEntrySize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, entry);
        media.Write(Start + MapAt + ((ulong)block * MapEntrySize), bytes);
    }

    /// <summary>Where an internal block lies.</summary>
    public ulong DataOf(uint block) => Start + DataAt + ((ulong)block * InternalSize);

    private byte[] ToBytes()
    {
        var info = new byte[InfoSize];
        Signature.CopyTo(info);
        Uuid.TryWriteBytes(info.AsSpan(16), bigEndian: true, out _);
        Parent.TryWriteBytes(info.AsSpan(32), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(52), Version.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(54), Version.Minor);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(56), SectorSize);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(60), Blocks);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(64), InternalSize);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(68), InternalBlocks);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(72), Lanes);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(76), InfoSize);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(80), IsFollowed ? Size : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(88), DataAt);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(96), MapAt);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(104), LogAt);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(112), Info2At);
        BinaryPrimitives.WriteUInt64LittleEndian(info.AsSpan(ChecksumAt), Fletcher64.Compute(info));
        return info;
    }

    private ulong LogEntry(uint lane, int slot) => Start + LogAt + (lane * LogGroupSize) + (ulong)(slot * 16);

    private static ulong RoundUp(ulong value) => (value + InfoSize - 1) / InfoSize * InfoSize;
}
