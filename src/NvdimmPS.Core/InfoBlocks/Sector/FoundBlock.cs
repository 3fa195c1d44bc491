namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>A BTT's info block, or the copy of one.</summary>
/// <param name="Block">The block.</param>
/// <param name="Offset">Where it begins, in bytes from the namespace's start.</param>
/// <param name="IsCopy">Whether it is the one behind the arena.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record FoundBlock(InfoBlockBytes Block, ulong Offset, bool IsCopy, IReadOnlyList<HealthFinding> Findings);
