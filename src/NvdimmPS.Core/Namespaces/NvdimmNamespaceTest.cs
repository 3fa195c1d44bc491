namespace NvdimmPS;

/// <summary>Whether a namespace can be made or changed as asked for, why not, and what would work.</summary>
public sealed class NvdimmNamespaceTest
{
    /// <summary>The region, or the namespace that is to be changed.</summary>
    public required string Target { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The namespace that is to be changed; null where one is to be made.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether nothing stands against it.</summary>
    public required bool Possible { get; init; }

    /// <summary><c>raw</c>, <c>sector</c>, <c>fsdax</c> or <c>devdax</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Bytes that it would take of the region.</summary>
    public ulong Size { get; init; }

    /// <summary>
    /// Bytes of these that are left for data, after info block, page structures, map and log. Of a sector namespace it is the least where
    /// the version of the labels could not be read.
    /// </summary>
    public ulong UsableSize { get; init; }

    /// <summary>The unit of sizes: of the region, the DIMMs and the alignment together.</summary>
    public ulong SizeUnit { get; init; }

    /// <summary>The least size in this mode.</summary>
    public ulong MinimumSize { get; init; }

    /// <summary>The largest size in this mode now; 0 where there is no room.</summary>
    public ulong MaximumSize { get; init; }

    /// <summary>The next possible size at or below what is asked for.</summary>
    public ulong? SmallerSize { get; init; }

    /// <summary>The next possible size at or above what is asked for.</summary>
    public ulong? LargerSize { get; init; }

    /// <summary>Bytes of the region that no namespace has.</summary>
    public ulong? AvailableSize { get; init; }

    /// <summary>Bytes of the largest piece of these.</summary>
    public ulong? LargestExtent { get; init; }

    /// <summary>The mapping alignment; null for raw and sector.</summary>
    public ulong? Alignment { get; init; }

    /// <summary>The alignments that the kernel offers in this mode; of sector the sector sizes.</summary>
    public ItemList<ulong> Choices { get; init; } = [];

    /// <summary>Where the page structures would be: <c>mem</c> or <c>dev</c>; null for raw and sector.</summary>
    public string? Map { get; init; }

    /// <summary>Bytes of a sector; null for devdax.</summary>
    public ulong? SectorSize { get; init; }

    /// <summary>What stands against it, and what one should know.</summary>
    public ItemList<HealthFinding> Findings { get; init; } = [];

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', [$"{Target}: {Mode} is {(Possible ? "possible" : "not possible")}", .. Findings.Select(f => f.Id)]);
}
