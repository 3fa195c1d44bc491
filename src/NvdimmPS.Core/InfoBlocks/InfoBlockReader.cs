using NvdimmPS.Findings;
using NvdimmPS.InfoBlocks.Sector;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks;

/// <summary>Finds the info blocks of a namespace: at both places where a driver looks, and behind the arenas of a BTT.</summary>
internal static class InfoBlockReader
{
    /// <summary>The same, where one must be there.</summary>
    /// <exception cref="NvdimmException">There is none.</exception>
    public static IReadOnlyList<NvdimmInfoBlock> ReadAny(INdDisk disk, InfoBlockPlace place, CancellationToken stop) =>
        Read(disk, place, stop) is { Count: > 0 } blocks ? blocks : throw InfoBlockErrors.NotThere(place.Target);

    /// <summary>The blocks, first those that a driver would take first. Empty where there is none.</summary>
    /// <param name="disk">The raw bytes of the namespace.</param>
    /// <param name="place">The namespace.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IReadOnlyList<NvdimmInfoBlock> Read(INdDisk disk, InfoBlockPlace place, CancellationToken stop)
    {
        var blocks = new List<NvdimmInfoBlock>();
        var found = Starts(disk).ToList();
        foreach (var (block, offset) in found)
        {
            if (block.IsBtt)
            {
                blocks.AddRange(Arenas(disk, place, offset, stop));
                continue;
            }

            var findings = InfoBlockRules.Judge(block, offset, place.IsWhole ? disk.Size : null, place).ToList();
            if (found.Count > 1)
            {
                findings.Add(place.Find(InfoBlockFindingKinds.Several, [.. found.Select(f => Name(f.Block))]));
            }

            blocks.Add(Describe(block, offset, disk, place, "Info", null, findings));
        }

        if (blocks.Count == 0 && place.IsWhole && Copy(disk, place) is { } copy)
        {
            blocks.Add(Describe(copy.Block, copy.Offset, disk, place, "Copy", 0, [place.Find(InfoBlockFindingKinds.Restorable)]));
        }

        return blocks;
    }

    /// <summary>Where nothing is in front, a BTT may have kept the copy behind its first arena.</summary>
    private static FoundBlock? Copy(INdDisk disk, InfoBlockPlace place) => new ulong[] { InfoBlockRules.Page, 0 }
        .Select(start => new ArenaFinder(disk, place, start).FindCopy(start, null)).FirstOrDefault(copy => copy is not null);

    /// <summary>What stands at the two places, in the order of the drivers: BTT behind the first 4 KiB and in front, PFN, DAX.</summary>
    private static IEnumerable<(InfoBlockBytes Block, ulong Offset)> Starts(INdDisk disk) =>
        new ulong[] { InfoBlockRules.Page, 0 }.Select(offset => (Block: At(disk, offset), Offset: offset))
            .Where(f => f.Block is { } block && (block.IsBtt || f.Offset > 0)).Select(f => (f.Block!.Value, f.Offset))
            .OrderByDescending(f => f.Value.IsBtt);

    /// <summary>The block at an offset; null where there is none, or it cannot be read.</summary>
    public static InfoBlockBytes? At(INdDisk disk, ulong offset)
    {
        var bytes = new byte[InfoBlockBytes.Size];
        return disk.Has(offset, InfoBlockBytes.Size) && disk.ReadAll(offset, bytes) == 0 ? InfoBlockBytes.Read(bytes) : null;
    }

    private static IEnumerable<NvdimmInfoBlock> Arenas(INdDisk disk, InfoBlockPlace place, ulong start, CancellationToken stop)
    {
        if (!place.IsWhole)
        {
            var block = At(disk, start)!.Value;
            return [Describe(block, start, disk, place, "Info", 0, [.. InfoBlockRules.Judge(block, start, null, place)])];
        }

        return new ArenaFinder(disk, place, start).Find(stop).SelectMany(arena => new[] { arena.Info, arena.Copy }.OfType<FoundBlock>()
            .Select(f => Describe(f.Block, f.Offset, disk, place, f.IsCopy ? "Copy" : "Info", arena.Number, f.Findings)));
    }

    private static string Name(InfoBlockBytes block) =>
        block.Kind.ToString().ToUpperInvariant() + (block is { IsBtt: true, Major: 2 } ? "2" : string.Empty);

    private static NvdimmInfoBlock Describe(InfoBlockBytes block, ulong offset, INdDisk disk, InfoBlockPlace place, string role, int? arena,
        IReadOnlyList<HealthFinding> findings) => new()
        {
            Kind = Name(block),
            Namespace = place.Namespace,
            Path = disk.Name,
            Offset = offset,
            Role = role,
            Arena = arena,
            IsValid = findings.All(f => f.Severity != nameof(FindingSeverity.Critical)),
            Uuid = block.Uuid.ToString(),
            ParentUuid = block.ParentUuid.ToString(),
            ParentMatches = place.ParentUuid is null ? null : InfoBlockRules.IsChild(block, place.ParentUuid),
            Version = $"{block.Major}.{block.Minor}",
            Flags = block.Flags,
            Checksum = block.Checksum,
            IsChecksumRight = block.IsChecksumRight,
            DataOffset = block.DataOffset,
            SectorSize = block.IsBtt ? block.ExternalSectorSize : null,
            Sectors = block.IsBtt ? block.ExternalSectors : null,
            InternalBlockSize = block.IsBtt ? block.InternalSectorSize : null,
            InternalBlocks = block.IsBtt ? block.InternalSectors : null,
            FreeBlocks = block.IsBtt ? block.FreeBlocks : null,
            NextOffset = block.IsBtt ? block.NextOffset : null,
            MapOffset = block.IsBtt ? block.MapOffset : null,
            LogOffset = block.IsBtt ? block.LogOffset : null,
            CopyOffset = block.IsBtt ? block.CopyOffset : null,
            Map = block.IsBtt ? null : block.Mode switch { 1 => "mem", 2 => "dev", _ => null },
            Pages = block.IsBtt ? null : block.Pages,
            Alignment = block.IsBtt ? null : block.Alignment,
            StartPad = block.IsBtt ? null : block.StartPad,
            EndTruncation = block.IsBtt ? null : block.EndTruncation,
            PageSize = block.IsBtt ? null : block.PageSize,
            PageStructSize = block.IsBtt ? null : block.PageStructSize,
            Findings = [.. findings],
            Bytes = block.Bytes.ToArray(),
            Source = place.Source,
        };
}
