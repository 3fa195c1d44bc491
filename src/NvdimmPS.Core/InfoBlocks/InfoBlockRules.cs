using System.Numerics;
using NvdimmPS.Findings;

namespace NvdimmPS.InfoBlocks;

/// <summary>What the drivers want of an info block before they take it (drivers/nvdimm/btt_devs.c, btt.c, pfn_devs.c).</summary>
internal static class InfoBlockRules
{
    /// <summary>The kernel's limits of an arena.</summary>
    public const ulong MostOfArena = 512UL << 30, LeastOfArena = 16UL << 20;

    /// <summary>Bytes of an info block, of map alignment: all parts of an arena are multiples of it.</summary>
    public const ulong Page = 4096;

    /// <summary>Bytes of a lane's entries in the log, and of an entry of the map.</summary>
    public const ulong LogGroup = 64, MapEntry = 4;

    private const uint Ram = 1, Media = 2;

    /// <summary>The kernel makes 256 free blocks; more than this is no arena.</summary>
    private const uint MostOfLanes = 1 << 16;

    private const ulong BlockUnit = 64;

    private static readonly uint[] SectorSizes = [512, 520, 528, 4096, 4104, 4160, 4224];

    /// <summary>Whether its driver would take it for the namespace's: checksum, parent, and a BTT's version at its place.</summary>
    /// <param name="block">The block.</param>
    /// <param name="start">Where the namespace's first one begins.</param>
    /// <param name="parent">The namespace's UUID, where that is known.</param>
    public static bool IsTaken(InfoBlockBytes block, ulong start, Guid? parent) =>
        block.IsChecksumRight && IsChild(block, parent) != false && IsVersionRight(block, start);

    /// <summary>Whether the whole parent UUID is the namespace's. A BTT of no namespace is taken by any.</summary>
    public static bool? IsChild(InfoBlockBytes block, Guid? parent) => block.IsBtt && block.ParentUuid == Guid.Empty ? true
        : parent is null ? null : block.ParentUuid == parent;

    /// <summary>A BTT of version 1.1 begins behind the first 4 KiB, one of 2.0 in front.</summary>
    private static bool IsVersionRight(InfoBlockBytes block, ulong start) => block.IsBtt
        ? (block.Major, block.Minor) switch { (1, 1) => start == Page, (2, 0) => start == 0, _ => false }
        : block.Major == 1;

    /// <summary>All that is wrong with a block by itself.</summary>
    /// <param name="block">The block.</param>
    /// <param name="start">Where the namespace's first one begins.</param>
    /// <param name="room">Bytes that there are from the arena's or the namespace's start on; null where that is not known.</param>
    /// <param name="place">The namespace.</param>
    public static IEnumerable<HealthFinding> Judge(InfoBlockBytes block, ulong start, ulong? room, InfoBlockPlace place)
    {
        if (!block.IsChecksumRight)
        {
            yield return place.Find(InfoBlockFindingKinds.Checksum, $"{block.Kind.ToString().ToUpperInvariant()}, 0x{block.Checksum:x16}");
        }

        if (IsChild(block, place.ParentUuid) == false)
        {
            yield return place.Find(InfoBlockFindingKinds.Parent, $"parent {block.ParentUuid}", $"namespace {place.ParentUuid}");
        }

        if (!IsVersionRight(block, start))
        {
            yield return place.Find(InfoBlockFindingKinds.Version, $"version {block.Major}.{block.Minor}", $"at byte {start}");
        }

        if (block.HasErrorFlag)
        {
            yield return place.Find(InfoBlockFindingKinds.ErrorFlag, $"flags 0x{block.Flags:x}");
        }

        if ((block.IsBtt ? Arena(block, room) : Pages(block, room)).ToArray() is { Length: > 0 } contradictions)
        {
            yield return place.Find(InfoBlockFindingKinds.Values, contradictions);
        }

        if (block is { IsBtt: false, Mode: Media, PageSize: { } page } && page > Environment.SystemPageSize)
        {
            yield return place.Find(InfoBlockFindingKinds.OtherPages, $"{page} bytes", $"here {Environment.SystemPageSize}");
        }
    }

    /// <summary>Whether the parts of an arena lie one behind the other and each has room for what the numbers say.</summary>
    /// <param name="block">The block.</param>
    /// <param name="room">Bytes that there are from the arena's start on; null where that is not known.</param>
    public static IEnumerable<string> Arena(InfoBlockBytes block, ulong? room)
    {
        if (!SectorSizes.Contains(block.ExternalSectorSize))
        {
            yield return $"{block.ExternalSectorSize} bytes are no sector size";
        }
        else if (block.InternalSectorSize != (block.ExternalSectorSize + BlockUnit - 1) / BlockUnit * BlockUnit)
        {
            yield return $"blocks of {block.InternalSectorSize} bytes for sectors of {block.ExternalSectorSize}";
        }

        if (block.FreeBlocks is 0 or > MostOfLanes || block.ExternalSectors == 0
            || (ulong)block.ExternalSectors + block.FreeBlocks != block.InternalSectors)
        {
            yield return $"{block.InternalSectors} blocks for {block.ExternalSectors} sectors and {block.FreeBlocks} free blocks";
        }

        if (block.InfoSize != Page)
        {
            yield return $"an info block of {block.InfoSize} bytes";
        }

        (string Name, ulong Start, ulong Length)[] parts =
        [
            ("info block", 0, Page),
            ("data", block.DataOffset, (ulong)block.InternalSectors * block.InternalSectorSize),
            ("map", block.MapOffset, block.ExternalSectors * MapEntry),
            ("log", block.LogOffset, block.FreeBlocks * LogGroup),
            ("copy", block.CopyOffset, Page),
        ];
        var end = block.NextOffset > 0 ? block.NextOffset : room ?? ulong.MaxValue;
        for (var i = 0; i < parts.Length; i++)
        {
            var limit = i + 1 < parts.Length ? parts[i + 1].Start : end;
            if (parts[i].Start % Page != 0 || parts[i].Start > limit || parts[i].Length > limit - parts[i].Start)
            {
                yield return $"the {parts[i].Name} at {parts[i].Start} has no room before {limit}";
            }
        }

        if (block.NextOffset % Page != 0 || block.NextOffset > MostOfArena || block.NextOffset > room || block.CopyOffset > MostOfArena)
        {
            yield return $"an arena that ends at {Math.Max(block.NextOffset, block.CopyOffset)}";
        }
    }

    private static IEnumerable<string> Pages(InfoBlockBytes block, ulong? room)
    {
        if (block.Mode is not (Ram or Media))
        {
            yield return $"mode {block.Mode}";
        }

        if (!BitOperations.IsPow2(block.Alignment) || block.Alignment < Page)
        {
            yield return $"alignment {block.Alignment}";
        }

        if (block.PageSize is { } size && (!BitOperations.IsPow2(size) || size < Page))
        {
            yield return $"pages of {size} bytes";
        }

        if (block is { Mode: Media, PageStructSize: 0 })
        {
            yield return "page structures of no size";
        }

        var (page, lost) = (block.PageSize ?? Page, (ulong)block.StartPad + block.EndTruncation);
        if (block.DataOffset < 2 * Page || room is { } all && (lost > all || block.DataOffset >= all - lost))
        {
            yield return $"data that begin at {block.DataOffset}";
        }
        else if (block.Pages == 0 || room is { } there && page > 0 && block.Pages > (there - lost - block.DataOffset) / page)
        {
            yield return $"{block.Pages} pages";
        }
    }
}
