using NvdimmPS.Findings;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>
/// Checks a sector namespace (BTT) as it lies on the media: info blocks and their copies, log, map, and that each block is used
/// once. Writes nothing.
/// </summary>
internal static class SectorCheck
{
    /// <summary>The places of a first arena, in the order in which the driver looks: version 1.1, 2.0.</summary>
    private static readonly ulong[] Starts = [InfoBlockRules.Page, 0];

    /// <summary>Checks the whole of it. The map is read once, from front to end.</summary>
    /// <param name="disk">The raw bytes of the namespace.</param>
    /// <param name="place">The namespace.</param>
    /// <param name="stop">Ends the check.</param>
    public static SectorReport Check(INdDisk disk, InfoBlockPlace place, CancellationToken stop)
    {
        var findings = new List<HealthFinding>();
        var repairs = new List<DiskRepair>();
        if (First(disk, place) is not { } finder)
        {
            // What stands there says more than that nothing good does.
            findings.AddRange(Starts.Select(start => (start, Block: InfoBlockReader.At(disk, start))).Where(f => f.Block is { IsBtt: true })
                .SelectMany(f => InfoBlockRules.Judge(f.Block!.Value, f.start, disk.Size - f.start, place)));
            findings.Add(place.Find(InfoBlockFindingKinds.None, $"at bytes {Starts[0]} and {Starts[1]}"));
            return new SectorReport(0, 0, null, findings, repairs);
        }

        var (count, sectors, size) = (0, 0UL, (uint?)null);
        foreach (var arena in finder.Find(stop))
        {
            findings.AddRange(arena.Info?.Findings ?? []);
            findings.AddRange(arena.Findings);
            repairs.AddRange(arena.Repairs);
            if (arena.Good is not { } block)
            {
                continue;
            }

            count++;
            sectors += block.ExternalSectors;
            size ??= block.ExternalSectorSize;
            var log = ArenaLog.Read(disk, place, arena);
            findings.AddRange(log.Findings);
            findings.AddRange(ArenaMap.Check(disk, place, arena, log, stop).Findings);
            repairs.AddRange(log.Pending.Select(entry => new DiskRepair(arena.Start + block.MapOffset + entry.Key * InfoBlockRules.MapEntry,
                ArenaMap.Entry(entry.Value), $"the map entry of sector {entry.Key} of arena {arena.Number}")));
        }

        return new SectorReport(count, sectors, size, findings, repairs);
    }

    /// <summary>The arenas of the version whose info block is good; else of the one of which there is a good copy.</summary>
    private static ArenaFinder? First(INdDisk disk, InfoBlockPlace place)
    {
        var finders = Starts.Where(start => start < disk.Size).Select(start => new ArenaFinder(disk, place, start)).ToList();
        return finders.Find(f => f.IsThere(asCopy: false)) ?? finders.Find(f => f.IsThere(asCopy: true));
    }
}
