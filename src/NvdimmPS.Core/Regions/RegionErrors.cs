namespace NvdimmPS.Regions;

/// <summary>Why a region is not as it ought to be.</summary>
internal static class RegionErrors
{
    /// <summary>The kernel took the write, and the region is as before.</summary>
    public static NvdimmException NotDone(NvdimmRegion region, bool isEnabled) =>
        new("Nvdimm.Region.NotDone", NvdimmErrorKind.InvalidResult, region.Name,
            $"{region.Name} is still {(isEnabled ? "disabled" : "enabled")}, although the kernel accepted the write.",
            "Check the kernel log (dmesg): the driver may have failed, or another tool changed it at the same time.");
}
