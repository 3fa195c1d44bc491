namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>What the check of a sector namespace found.</summary>
/// <param name="Arenas">How many arenas it has.</param>
/// <param name="Sectors">Sectors of all arenas.</param>
/// <param name="SectorSize">Bytes of a sector; null where there is no arena.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Repairs">What mends that of it which can be mended, in the order in which it is written.</param>
internal sealed record SectorReport(int Arenas, ulong Sectors, uint? SectorSize, IReadOnlyList<HealthFinding> Findings,
    IReadOnlyList<DiskRepair> Repairs)
{
    /// <summary>True where nothing counts against it.</summary>
    public bool IsGood => Findings.All(f => !f.Counts);
}
