namespace NvdimmPS.Regions;

/// <summary>Why a region is not as it ought to be.</summary>
internal static class RegionErrors
{
    /// <summary>The kernel took the write, and the region is as before.</summary>
    public static NvdimmException NotDone(NvdimmRegion region, bool isEnabled) =>
        new("Nvdimm.Region.NotDone", NvdimmErrorKind.InvalidResult, region.Name,
            $"{region.Name} is still {(isEnabled ? "disabled" : "enabled")}, though the kernel took the write.",
            "Look at the kernel's log (dmesg): a driver that fails, or another tool at the same time, leaves it so.");
}
