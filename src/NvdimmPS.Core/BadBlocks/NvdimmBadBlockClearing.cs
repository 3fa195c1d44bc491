namespace NvdimmPS;

/// <summary>What became of bad blocks that were to be cleared.</summary>
public sealed class NvdimmBadBlockClearing
{
    /// <summary>The bus.</summary>
    public required string Bus { get; init; }

    /// <summary>The region; null where the address is in none.</summary>
    public string? Region { get; init; }

    /// <summary>The namespaces that lie there.</summary>
    public ItemList<string> Namespaces { get; init; } = [];

    /// <summary>Where the range begins in the physical address space.</summary>
    public required ulong SystemPhysicalAddress { get; init; }

    /// <summary>Bytes that were to be cleared: what was asked for, rounded out to the unit that the platform clears.</summary>
    public required ulong Length { get; init; }

    /// <summary>Bytes that the firmware says it has cleared.</summary>
    public required ulong Cleared { get; init; }

    /// <summary>Blocks of 512 bytes in the range that the kernel still counts as bad; null where its list cannot be read.</summary>
    public ulong? StillBad { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Bus} 0x{SystemPhysicalAddress:x}: {Cleared} of {Length} bytes cleared";
}
