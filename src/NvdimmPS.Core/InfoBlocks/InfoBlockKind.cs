namespace NvdimmPS.InfoBlocks;

/// <summary>What a block describes, by its signature.</summary>
internal enum InfoBlockKind
{
    /// <summary>A block translation table: sectors that are written whole or not at all.</summary>
    Btt,

    /// <summary>An fsdax instance.</summary>
    Pfn,

    /// <summary>A devdax instance.</summary>
    Dax,
}
