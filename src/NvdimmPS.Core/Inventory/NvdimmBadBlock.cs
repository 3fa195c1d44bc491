namespace NvdimmPS;

/// <summary>A run of blocks that cannot be read.</summary>
public sealed class NvdimmBadBlock
{
    /// <summary>The first block, in units of 512 bytes from the region's start.</summary>
    public ulong Sector { get; init; }

    /// <summary>How many blocks of 512 bytes.</summary>
    public ulong Count { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Sector}+{Count}";
}
