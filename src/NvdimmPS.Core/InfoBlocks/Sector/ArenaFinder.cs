using NvdimmPS.Findings;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>Goes from arena to arena, by the info blocks or, where one is damaged, by its copy.</summary>
/// <param name="disk">The raw bytes of the namespace.</param>
/// <param name="place">The namespace.</param>
/// <param name="first">Where the first arena begins: 4096 of version 1.1, 0 of 2.0.</param>
internal sealed class ArenaFinder(INdDisk disk, InfoBlockPlace place, ulong first)
{
    /// <summary>Whether a good info block, or else a good copy, is at the beginning.</summary>
    public bool IsThere(bool asCopy)
    {
        var info = InfoBlockReader.At(disk, first);
        return asCopy ? FindCopy(first, info) is not null : info is { } block && IsGood(block, first);
    }

    /// <summary>The arenas. The last may be one without a good block: what follows it cannot be known.</summary>
    public IEnumerable<Arena> Find(CancellationToken stop)
    {
        var most = disk.Size / InfoBlockRules.LeastOfArena;
        var start = first;
        for (var number = 0; ; number++)
        {
            stop.ThrowIfCancellationRequested();
            var arena = Look(number, start, (ulong)number >= most);
            yield return arena;
            if (arena.Good is not { NextOffset: > 0 and var next } || (ulong)number >= most)
            {
                yield break;
            }

            start += next;
        }
    }

    /// <summary>A good copy of an arena's info block: where the driver puts it, or where the damaged block says.</summary>
    /// <param name="start">Where the arena begins.</param>
    /// <param name="damaged">Its info block; null where there is none.</param>
    public FoundBlock? FindCopy(ulong start, InfoBlockBytes? damaged)
    {
        if (start >= disk.Size)
        {
            return null;
        }

        var length = Math.Min(disk.Size - start, InfoBlockRules.MostOfArena) / InfoBlockRules.Page * InfoBlockRules.Page;
        ulong[] places = [length - Math.Min(length, InfoBlockRules.Page), damaged?.CopyOffset ?? 0];
        foreach (var offset in places.Where(offset => offset > 0 && offset < disk.Size - start).Distinct())
        {
            if (InfoBlockReader.At(disk, start + offset) is { IsBtt: true } block && block.CopyOffset == offset && IsGood(block, start))
            {
                return new FoundBlock(block, start + offset, IsCopy: true, []);
            }
        }

        return null;
    }

    private Arena Look(int number, ulong start, bool isOneTooMany)
    {
        var info = start < disk.Size ? InfoBlockReader.At(disk, start) : null;
        info = info is { IsBtt: true } ? info : null;
        List<HealthFinding> together = isOneTooMany || number > 0 && disk.Size - Math.Min(start, disk.Size) < InfoBlockRules.LeastOfArena
            ? [place.Find(InfoBlockFindingKinds.Chain, $"arena {number} would begin at byte {start}")]
            : [];
        var found = info is { } there
            ? new FoundBlock(there, start, IsCopy: false, [.. InfoBlockRules.Judge(there, first, disk.Size - start, place)])
            : null;
        if (info is { } good && IsGood(good, start))
        {
            return WithInfo(number, found!, together);
        }

        if (FindCopy(start, info) is { } copy)
        {
            together.Add(place.Find(InfoBlockFindingKinds.Restorable, $"arena {number}", $"copy at byte {copy.Offset}"));
            return new Arena(number, start, found, copy, copy.Block, together,
                [new DiskRepair(start, copy.Block.Bytes.ToArray(), $"the info block of arena {number}")]);
        }

        if (found is null || found.Findings.All(f => f.Id != InfoBlockFindingKinds.Values.Id))
        {
            together.Add(place.Find(InfoBlockFindingKinds.None, $"arena {number}", $"at byte {start}"));
        }

        return new Arena(number, start, found, null, null, together, []);
    }

    private Arena WithInfo(int number, FoundBlock info, List<HealthFinding> together)
    {
        var (block, at) = (info.Block, info.Offset + info.Block.CopyOffset);
        var copy = InfoBlockReader.At(disk, at) is { IsBtt: true } found
            ? new FoundBlock(found, at, IsCopy: true, [.. InfoBlockRules.Judge(found, first, disk.Size - info.Offset, place)])
            : null;
        var isSame = copy?.Block.Bytes.SequenceEqual(block.Bytes) == true;
        if (!isSame)
        {
            var kind = copy is { Block.IsChecksumRight: true } ? InfoBlockFindingKinds.CopyDiffers : InfoBlockFindingKinds.CopyBroken;
            together.Add(place.Find(kind, $"arena {number}", $"at byte {at}"));
        }

        return new Arena(number, info.Offset, info, copy, block, together,
            isSame ? [] : [new DiskRepair(at, block.Bytes.ToArray(), $"the copy of the info block of arena {number}")]);
    }

    private bool IsGood(InfoBlockBytes block, ulong start) => block.IsBtt && InfoBlockRules.IsTaken(block, first, place.ParentUuid)
        && !InfoBlockRules.Arena(block, disk.Size - start).Any();
}
