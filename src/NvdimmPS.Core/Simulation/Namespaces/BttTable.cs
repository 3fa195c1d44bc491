using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// A namespace's block translation table in use: its arenas, found or made, and blocks read and written through them
/// (drivers/nvdimm/btt.c). Errors are errnos, 0 for none.
/// </summary>
internal sealed class BttTable
{
    private const uint Normal = 3u << 30, Trimmed = 2, Failed = 1, BlockMask = (1u << 30) - 1;
    private const int MaxArenas = 1024;

    private readonly RegionMedia _media;
    private readonly List<BttArena> _arenas;
    private readonly int[] _secondSlots;

    private BttTable(RegionMedia media, List<BttArena> arenas, uint sectorSize, int[] secondSlots)
    {
        (_media, _arenas, _secondSlots) = (media, arenas, secondSlots);
        SectorSize = sectorSize >= 4096 ? 4096u : 512;
    }

    /// <summary>What a sector holds of data: the rest of 520 bytes, say, is metadata.</summary>
    public uint SectorSize { get; }

    public ulong Size => _arenas.Aggregate(0UL, (sum, arena) => sum + arena.Blocks) * SectorSize;

    /// <summary>nd_btt_version(): the info block that a namespace of this class begins with.</summary>
    public static BttArena? Find(SimulatedNamespace ns)
    {
        var (offset, version) = Place(ns);
        var start = ns.MediaOffset + offset;
        var arena = BttArena.Parse(ns.Media.Read(start, BttArena.InfoSize), start, ns.ParentUuid);
        return arena?.Version == version ? arena : null;
    }

    /// <summary>nvdimm_namespace_attach_btt(): what is there, or a new table where nothing is.</summary>
    public static int Open(SimulatedClaim claim, SimulatedNamespace ns, out BttTable? table)
    {
        table = null;
        var (offset, version) = Place(ns);
        if (ns.Size - offset < BttArena.MinSize)
        {
            return Errno.ENXIO;
        }

        var start = ns.MediaOffset + offset;
        var arenas = Discover(ns, start, ns.Size - offset);
        if (arenas is { Count: 0 } && !ns.Region.ReadOnly)
        {
            arenas = Create(claim, ns, start, ns.Size - offset, version);
        }

        // Whatever is wrong, btt_init() gives no table, and that is taken for a lack of memory.
        if (arenas is not { Count: > 0 })
        {
            return Errno.ENOMEM;
        }

        var slots = arenas.ConvertAll(a => BttLog.SecondSlot(ns.Media, a)).ToArray();
        var made = new BttTable(ns.Media, arenas, (uint)claim.SectorSize, slots);
        if (slots.Contains(0) || !made.Recover())
        {
            return Errno.ENOMEM;
        }

        table = made;
        return 0;
    }

    public int Read(ulong offset, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var at = offset + (ulong)done;
            var (arena, block) = Locate(at / SectorSize);
            var within = at % SectorSize;
            var part = (int)Math.Min(SectorSize - within, (ulong)(bytes.Length - done));
            var (target, flags) = Map(arena, block);
            if (flags == Failed || target >= arena.InternalBlocks)
            {
                return Errno.EIO;
            }

            if (flags == Trimmed)
            {
                bytes.Slice(done, part).Clear();
            }
            else
            {
                _media.Read(arena.DataOf(target) + within, bytes.Slice(done, part));
            }

            done += part;
        }

        return 0;
    }

    /// <summary>Block by block: the data into a free one, the log, the map.</summary>
    public int Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        var sector = new byte[SectorSize];
        for (var done = 0; done < bytes.Length;)
        {
            var at = offset + (ulong)done;
            var within = (int)(at % SectorSize);
            var part = Math.Min((int)SectorSize - within, bytes.Length - done);
            if (part < sector.Length && Read(at - (ulong)within, sector) is > 0 and var unreadable)
            {
                return unreadable;
            }

            bytes.Slice(done, part).CopyTo(sector.AsSpan(within));
            if (WriteSector(at / SectorSize, sector) is > 0 and var errno)
            {
                return errno;
            }

            done += part;
        }

        return 0;
    }

    /// <summary>Where the table begins: a version 2.0 one at once, a version 1.1 one behind a page.</summary>
    private static (ulong Offset, (ushort, ushort) Version) Place(SimulatedNamespace ns) =>
        ns.Class == ClaimClass.Btt2 ? (0UL, ((ushort)2, (ushort)0)) : ((ulong)BttArena.InfoSize, ((ushort)1, (ushort)1));

    /// <summary>discover_arenas(): none where nothing is there; null where what is there is broken.</summary>
    private static List<BttArena>? Discover(SimulatedNamespace ns, ulong start, ulong size)
    {
        var arenas = new List<BttArena>();
        for (var at = 0UL; at < size && arenas.Count < MaxArenas;)
        {
            var arena = BttArena.Parse(ns.Media.Read(start + at, BttArena.InfoSize), start + at, ns.ParentUuid);
            if (arena is null)
            {
                return arenas.Count == 0 ? arenas : null;
            }

            if (arena.Lanes == 0 || arena.Lanes > arena.InternalBlocks || arena.Size == 0 || at + arena.Size > size)
            {
                return null;
            }

            arenas.Add(arena);
            at += arena.Size;
            if (!arena.IsFollowed)
            {
                break;
            }
        }

        return arenas;
    }

    private static List<BttArena> Create(SimulatedClaim claim, SimulatedNamespace ns, ulong start, ulong size, (ushort, ushort) version)
    {
        var arenas = new List<BttArena>();
        while (size >= BttArena.MinSize)
        {
            var length = Math.Min(size, BttArena.MaxSize);
            size -= length;
            var arena = BttArena.Plan(
                start, length, (uint)claim.SectorSize, claim.Uuid!.Value, ns.ParentUuid, version, followed: size >= BttArena.MinSize);
            arena.Write(ns.Media);
            arenas.Add(arena);
            start += length;
        }

        return arenas;
    }

    /// <summary>btt_freelist_init(): a write that reached the log and not the map is completed.</summary>
    private bool Recover()
    {
        for (var i = 0; i < _arenas.Count; i++)
        {
            var arena = _arenas[i];
            for (var lane = 0u; lane < arena.Lanes; lane++)
            {
                if (BttLog.Newer(_media, arena, _secondSlots[i], lane) is not { } slot)
                {
                    return false;
                }

                var entry = arena.ReadLog(_media, lane, slot);
                var (before, after) = (entry.Old & BlockMask, entry.New & BlockMask);
                if (before != after && entry.Block < arena.Blocks && Map(arena, entry.Block).Target == before)
                {
                    arena.WriteMap(_media, entry.Block, after | Normal);
                }
            }
        }

        return true;
    }

    private int WriteSector(ulong number, ReadOnlySpan<byte> sector)
    {
        const uint lane = 0; // one of the arena's lanes is enough: the bus's lock lets one writer in
        var (arena, block) = Locate(number);
        var second = _secondSlots[_arenas.IndexOf(arena)];
        if (BttLog.Newer(_media, arena, second, lane) is not { } slot)
        {
            return Errno.EIO;
        }

        var last = arena.ReadLog(_media, lane, slot);
        var free = last.Old & BlockMask;
        var target = Map(arena, block).Target;
        if (free >= arena.InternalBlocks || target >= arena.InternalBlocks)
        {
            return Errno.EIO;
        }

        _media.Write(arena.DataOf(free), sector);
        arena.WriteLog(_media, lane, slot == 0 ? second : 0, ((uint)block, target, free, (last.Sequence % 3) + 1));
        arena.WriteMap(_media, block, free | Normal);
        return 0;
    }

    private (uint Target, uint Flags) Map(BttArena arena, uint block)
    {
        var entry = arena.ReadMap(_media, block);
        return (entry >> 30) == 0 ? (block, 0) : (entry & BlockMask, entry >> 30);
    }

    private (BttArena Arena, uint Block) Locate(ulong number)
    {
        foreach (var arena in _arenas)
        {
            if (number < arena.Blocks)
            {
                return (arena, (uint)number);
            }

            number -= arena.Blocks;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }
}
