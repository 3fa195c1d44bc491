using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Findings;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>
/// The map of an arena: for each sector the block that it is in. Read piece by piece; what is kept is a bit a block, 128 MiB for the
/// largest arena of the smallest sectors.
/// </summary>
internal sealed class ArenaMap
{
    // Flags of an entry: neither is one that was never written, both are a written one.
    private const uint Lost = 1;
    private const int FlagShift = 30;
    private const uint Written = 3;
    private const int Piece = 1 << 20;

    private readonly List<HealthFinding> _findings = [];

    private ArenaMap()
    {
    }

    public IReadOnlyList<HealthFinding> Findings => _findings;

    /// <summary>The block of a sector. Of an entry without flags, which was never written, that is the one with its own number.</summary>
    public static uint BlockOf(uint entry, uint sector) => entry >> FlagShift == 0 ? sector : entry & LogEntry.BlockMask;

    /// <summary>The entry of a sector that was written.</summary>
    public static byte[] Entry(uint block)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, block | (Written << FlagShift));
        return bytes;
    }

    /// <summary>Reads the map and holds it against the log: each block belongs to one sector or to one lane.</summary>
    public static ArenaMap Check(INdDisk disk, InfoBlockPlace place, Arena arena, ArenaLog log, CancellationToken stop)
    {
        var (map, block) = (new ArenaMap(), arena.Good!.Value);
        var used = new ulong[(block.InternalSectors + 63) / 64];
        var (outside, twice, lost, unread) = (new Examples(), new Examples(), new Examples(), new Examples());
        var bytes = new byte[Piece];
        for (uint sector = 0; sector < block.ExternalSectors;)
        {
            stop.ThrowIfCancellationRequested();
            var count = (uint)Math.Min(Piece / sizeof(uint), block.ExternalSectors - sector);
            var offset = arena.Start + block.MapOffset + sector * InfoBlockRules.MapEntry;
            var piece = bytes.AsSpan(0, (int)count * sizeof(uint));
            if (disk.ReadAll(offset, piece) is var errno and not 0)
            {
                unread.Add($"the map at byte {offset}: {Errno.Name(errno)}");
                sector += count;
                continue;
            }

            for (var i = 0; i < piece.Length; i += sizeof(uint), sector++)
            {
                var entry = BinaryPrimitives.ReadUInt32LittleEndian(piece[i..]);
                var at = log.Pending.TryGetValue(sector, out var pending) ? pending : BlockOf(entry, sector);
                if (entry >> FlagShift == Lost)
                {
                    lost.Add($"sector {sector}");
                }

                if (at >= block.InternalSectors)
                {
                    outside.Add($"sector {sector} in block {at} of {block.InternalSectors}");
                }
                else if (!Mark(used, at))
                {
                    twice.Add($"block {at}, again by sector {sector}");
                }
            }
        }

        foreach (var free in log.Lanes ?? [])
        {
            if (!Mark(used, free.Old))
            {
                twice.Add($"block {free.Old}, again by the log");
            }
        }

        map.Note(place, arena, InfoBlockFindingKinds.Unreadable, unread);
        map.Note(place, arena, InfoBlockFindingKinds.MapRange, outside);
        map.Note(place, arena, InfoBlockFindingKinds.Twice, twice);
        if (log.Lanes is not null && unread.Count == 0)
        {
            map.Note(place, arena, InfoBlockFindingKinds.Unused, Unused(used, block.InternalSectors));
        }

        map.Note(place, arena, InfoBlockFindingKinds.ErrorSectors, lost);
        return map;
    }

    /// <summary>False where it was marked already.</summary>
    private static bool Mark(ulong[] used, uint block)
    {
        var (word, bit) = (block / 64, 1UL << (int)(block % 64));
        var isFirst = (used[word] & bit) == 0;
        used[word] |= bit;
        return isFirst;
    }

    private static Examples Unused(ulong[] used, uint blocks)
    {
        var found = new Examples();
        for (uint word = 0; word < used.Length; word++)
        {
            for (var bit = 0; used[word] != ulong.MaxValue && bit < 64 && (word * 64) + bit < blocks; bit++)
            {
                if ((used[word] >> bit & 1) == 0)
                {
                    found.Add($"block {(word * 64) + bit}");
                }
            }
        }

        return found;
    }

    private void Note(InfoBlockPlace place, Arena arena, FindingKind kind, Examples found)
    {
        if (found.Count > 0)
        {
            _findings.Add(place.Find(kind, [arena.Title, .. found.Shown]));
        }
    }
}
