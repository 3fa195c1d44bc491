using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Findings;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>
/// The log of an arena: a group of 64 bytes a lane, with room for four entries, of which two are used: the first and the second, or
/// in arenas that a kernel before 4.15 wrote, the first and the third.
/// </summary>
internal sealed class ArenaLog
{
    private const int Slots = 4;
    private const int First = 1, FirstAndSecond = 3, FirstAndThird = 5;

    private readonly List<HealthFinding> _findings = [];

    private ArenaLog()
    {
    }

    /// <summary>The newer entry of each lane; null where what is free is not known.</summary>
    public IReadOnlyList<LogEntry>? Lanes { get; private set; }

    /// <summary>Map entries that interrupted writes left to be written: sector → block.</summary>
    public Dictionary<uint, uint> Pending { get; } = [];

    public IReadOnlyList<HealthFinding> Findings => _findings;

    /// <summary>Reads the log, and those entries of the map that it speaks of.</summary>
    public static ArenaLog Read(INdDisk disk, InfoBlockPlace place, Arena arena)
    {
        var (log, block) = (new ArenaLog(), arena.Good!.Value);
        var bytes = new byte[block.FreeBlocks * InfoBlockRules.LogGroup];
        if (disk.ReadAll(arena.Start + block.LogOffset, bytes) is var errno and not 0)
        {
            log._findings.Add(place.Find(InfoBlockFindingKinds.Unreadable, arena.Title, "the log", Errno.Name(errno)));
            return log;
        }

        if (SecondSlot(bytes) is not { } second)
        {
            log._findings.Add(place.Find(InfoBlockFindingKinds.LogScheme, arena.Title));
            return log;
        }

        var lanes = new List<LogEntry>();
        var (torn, outside) = (new Examples(), new Examples());
        for (var lane = 0; lane < block.FreeBlocks; lane++)
        {
            var group = bytes.AsSpan(lane * (int)InfoBlockRules.LogGroup, (int)InfoBlockRules.LogGroup);
            if (LogEntry.Newer(LogEntry.Read(group), LogEntry.Read(group[(second * LogEntry.Size)..])) is not { } entry)
            {
                torn.Add($"lane {lane}");
            }
            else if (entry.Sector >= block.ExternalSectors || entry.Old >= block.InternalSectors || entry.New >= block.InternalSectors)
            {
                outside.Add($"lane {lane}");
            }
            else
            {
                lanes.Add(entry);
            }
        }

        log.Note(place, arena, InfoBlockFindingKinds.LogSequence, torn);
        log.Note(place, arena, InfoBlockFindingKinds.LogRange, outside);
        log.Lanes = torn.Count + outside.Count == 0 ? lanes : null;
        log.FindInterrupted(disk, place, arena, lanes);
        return log;
    }

    /// <summary>Which slot is used besides the first; null where others are. In the beginning only the first one is.</summary>
    private static int? SecondSlot(ReadOnlySpan<byte> log)
    {
        var (used, always) = (0, (1 << Slots) - 1);
        for (; !log.IsEmpty; log = log[(int)InfoBlockRules.LogGroup..])
        {
            var here = 0;
            for (var slot = 0; slot < Slots; slot++)
            {
                here |= LogEntry.Read(log[(slot * LogEntry.Size)..]).IsEmpty ? 0 : 1 << slot;
            }

            (used, always) = (used | here, always & here);
        }

        return (always & First) == 0 ? null : used switch { First or FirstAndSecond => 1, FirstAndThird => 2, _ => null };
    }

    /// <summary>Data and log were written, and the map still has the block from before: the driver completes that when it starts.</summary>
    private void FindInterrupted(INdDisk disk, InfoBlockPlace place, Arena arena, List<LogEntry> lanes)
    {
        var found = new Examples();
        Span<byte> bytes = stackalloc byte[(int)InfoBlockRules.MapEntry];
        foreach (var entry in lanes.Where(e => e.Old != e.New))
        {
            if (disk.ReadAll(arena.Start + arena.Good!.Value.MapOffset + entry.Sector * InfoBlockRules.MapEntry, bytes) == 0
                && ArenaMap.BlockOf(BinaryPrimitives.ReadUInt32LittleEndian(bytes), entry.Sector) == entry.Old)
            {
                Pending[entry.Sector] = entry.New;
                found.Add($"sector {entry.Sector}");
            }
        }

        Note(place, arena, InfoBlockFindingKinds.Interrupted, found);
    }

    private void Note(InfoBlockPlace place, Arena arena, FindingKind kind, Examples found)
    {
        if (found.Count > 0)
        {
            _findings.Add(place.Find(kind, [arena.Title, .. found.Shown]));
        }
    }
}
