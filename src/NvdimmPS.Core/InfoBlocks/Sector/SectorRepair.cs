using NvdimmPS.Changes;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>
/// Repairs a sector namespace: an info block from its copy, a copy from its info block, a map entry from the log. The check comes
/// first; what is then written was shown before. Each write stands by itself, so wherever it ends the next run goes on.
/// </summary>
internal static class SectorRepair
{
    /// <summary>Plans the check.</summary>
    /// <param name="space">The namespace, disabled.</param>
    /// <param name="take">Takes the report.</param>
    /// <param name="stop">Ends the check.</param>
    public static ChangePlan Check(NvdimmNamespace space, Action<SectorReport> take, CancellationToken stop) =>
        space.HolderClass is "pfn" or "dax"
            ? throw InfoBlockErrors.NotSector(space)
            : RawAccess.Look(space, "Check the sector namespace", disk => take(SectorCheck.Check(disk, InfoBlockPlace.Of(space), stop)));

    /// <summary>Plans what mends it; null where nothing can be mended, or nothing has to be.</summary>
    /// <param name="space">The namespace, disabled.</param>
    /// <param name="report">What the check found.</param>
    /// <param name="take">Takes the report of the check afterwards.</param>
    /// <param name="stop">Ends the check afterwards.</param>
    public static ChangePlan? Plan(NvdimmNamespace space, SectorReport report, Action<SectorReport> take, CancellationToken stop) =>
        report.Repairs.Count == 0 ? null : RawAccess.Plan(space, "Repair the sector namespace", (bus, disk) =>
        [
            new LookStep(bus, space.Name, disk, found =>
            {
                if (!SectorCheck.Check(found, InfoBlockPlace.Of(space), stop).Repairs.SequenceEqual(report.Repairs))
                {
                    throw InfoBlockErrors.Changed(space.Name);
                }
            }),
            .. report.Repairs.Select(r => new DiskStep(bus, space.Name, disk, r.Offset, r.Bytes) { Namespace = space.Name }),
            new LookStep(bus, space.Name, disk, found => take(SectorCheck.Check(found, InfoBlockPlace.Of(space), stop))),
        ]);

    /// <summary>Refuses to call repaired what is damaged still.</summary>
    /// <exception cref="NvdimmException">Something counts against it.</exception>
    public static void Verify(NvdimmNamespace space, SectorReport report)
    {
        if (report.Findings.Where(f => f.Counts && f.Severity == "Critical").ToList() is { Count: > 0 } left)
        {
            throw InfoBlockErrors.Remains(space.Name, left);
        }
    }
}
