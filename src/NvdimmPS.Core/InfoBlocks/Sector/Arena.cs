namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>An arena of a BTT: info block, data, map, log, copy of the info block.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Start">Where it begins, in bytes from the namespace's start.</param>
/// <param name="Info">Its info block, good or not; null where there is none.</param>
/// <param name="Copy">The copy behind it.</param>
/// <param name="Good">The one of both that says how the arena is laid out; null where neither is good.</param>
/// <param name="Findings">What is wrong with both together.</param>
/// <param name="Repairs">What mends that.</param>
internal sealed record Arena(int Number, ulong Start, FoundBlock? Info, FoundBlock? Copy, InfoBlockBytes? Good,
    IReadOnlyList<HealthFinding> Findings, IReadOnlyList<DiskRepair> Repairs)
{
    /// <summary>The arena as findings name it.</summary>
    public string Title => $"arena {Number}";
}
