using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>
/// An info block: what makes a namespace a sector (BTT), fsdax (PFN) or devdax (DAX) one, as it lies on the media. A BTT has one in
/// front of and a copy behind each arena. What its kind does not have is null.
/// </summary>
public sealed class NvdimmInfoBlock
{
    /// <summary><c>BTT</c> (version 1.1), <c>BTT2</c> (2.0), <c>PFN</c> or <c>DAX</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; null where it was read from a file.</summary>
    public string? Namespace { get; init; }

    /// <summary>The block device or the file that it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>Where it begins there, in bytes.</summary>
    public ulong Offset { get; init; }

    /// <summary><c>Info</c>, or <c>Copy</c> of the one behind a BTT's arena.</summary>
    public required string Role { get; init; }

    /// <summary>BTT: the number of the arena, from 0.</summary>
    public int? Arena { get; init; }

    /// <summary>True where no finding says that the driver would refuse it or that it is damaged.</summary>
    public bool IsValid { get; init; }

    /// <summary>The UUID of the instance.</summary>
    public required string Uuid { get; init; }

    /// <summary>The UUID of the namespace that it belongs to; all zeros where it was written for none.</summary>
    public required string ParentUuid { get; init; }

    /// <summary>Whether that is the namespace's; null where the namespace's is not known.</summary>
    public bool? ParentMatches { get; init; }

    /// <summary>Such as <c>1.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Flags; bit 0 of a BTT says that its driver met an error.</summary>
    public uint Flags { get; init; }

    /// <summary>The checksum that stands in it.</summary>
    public ulong Checksum { get; init; }

    /// <summary>Whether its bytes sum up to that.</summary>
    public bool IsChecksumRight { get; init; }

    /// <summary>Where the data begin: bytes from the arena's start (BTT) or the namespace's.</summary>
    public ulong DataOffset { get; init; }

    /// <summary>BTT: bytes of a sector as the block device shows it, with metadata.</summary>
    public uint? SectorSize { get; init; }

    /// <summary>BTT: sectors that can be used.</summary>
    public uint? Sectors { get; init; }

    /// <summary>BTT: bytes of a block within.</summary>
    public uint? InternalBlockSize { get; init; }

    /// <summary>BTT: blocks within, free ones too.</summary>
    public uint? InternalBlocks { get; init; }

    /// <summary>BTT: free blocks, which are its lanes: so many writes can go on at the same time.</summary>
    public uint? FreeBlocks { get; init; }

    /// <summary>BTT: where the next arena begins, in bytes from this one's start; 0 in the last.</summary>
    public ulong? NextOffset { get; init; }

    /// <summary>BTT: where the map begins, in bytes from the arena's start.</summary>
    public ulong? MapOffset { get; init; }

    /// <summary>BTT: where the log begins, in bytes from the arena's start.</summary>
    public ulong? LogOffset { get; init; }

    /// <summary>BTT: where the copy of the info block is, in bytes from the arena's start.</summary>
    public ulong? CopyOffset { get; init; }

    /// <summary>PFN and DAX: where the page structures are, <c>mem</c> or <c>dev</c>; null where the mode is neither.</summary>
    public string? Map { get; init; }

    /// <summary>PFN and DAX: pages of data.</summary>
    public ulong? Pages { get; init; }

    /// <summary>PFN and DAX: the mapping alignment, in bytes.</summary>
    public ulong? Alignment { get; init; }

    /// <summary>PFN and DAX: bytes that are left out at the start.</summary>
    public uint? StartPad { get; init; }

    /// <summary>PFN and DAX: bytes that are left out at the end.</summary>
    public uint? EndTruncation { get; init; }

    /// <summary>PFN and DAX: bytes of a page; null before version 1.4.</summary>
    public uint? PageSize { get; init; }

    /// <summary>PFN and DAX: bytes of a page structure.</summary>
    public uint? PageStructSize { get; init; }

    /// <summary>What is wrong with it.</summary>
    public ItemList<HealthFinding> Findings { get; init; } = [];

    /// <summary>The block as it lies there, 4096 bytes, as hexadecimal digits; <c>Bytes</c> in PowerShell.</summary>
    public string Hex => HexText.Format(Bytes);

    /// <summary>The block as it lies there.</summary>
    public byte[] GetBytes() => [.. Bytes];

    internal byte[] Bytes { get; init; } = [];

    /// <summary><c>Device</c>, <c>Simulated</c>, <c>Replayed</c> or <c>File</c>.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Version} at {Offset} of {Path}";
}
