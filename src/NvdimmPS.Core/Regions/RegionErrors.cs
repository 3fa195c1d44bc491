using System.Globalization;

namespace NvdimmPS.Regions;

/// <summary>Why a region or a DIMM is not as it ought to be.</summary>
internal static class RegionErrors
{
    private const string Log = "Check the kernel log (dmesg): the driver may have failed, or another tool changed it at the same time.";

    /// <summary>The kernel took the write, and the region is as before.</summary>
    public static NvdimmException NotDone(NvdimmRegion region, bool isEnabled) =>
        new("Nvdimm.Region.NotDone", NvdimmErrorKind.InvalidResult, region.Name,
            $"{region.Name} is still {(isEnabled ? "disabled" : "enabled")}, although the kernel accepted the write.", Log);

    /// <summary>The kernel binds no region over DIMMs without their driver.</summary>
    public static NvdimmException DimmDisabled(string region, IReadOnlyList<string> dimms) =>
        new("Nvdimm.Region.DimmDisabled", NvdimmErrorKind.ResourceUnavailable, region,
            $"{region} needs {string.Join(", ", dimms)}, which {(dimms.Count == 1 ? "is" : "are")} disabled. The kernel would refuse it "
                + "(ENXIO). Nothing was written.",
            $"{Mention.EnableDevice(string.Join(",", dimms))}, then {Mention.EnableRegion(region)}.");

    /// <summary>The kernel took the write, and the attribute reads otherwise.</summary>
    public static NvdimmException NotSet(string region, string property) =>
        new("Nvdimm.Region.NotDone", NvdimmErrorKind.InvalidResult, region,
            $"{region}: {property} is not as it was written, although the kernel accepted the write.", Log);

    /// <summary>The kernel takes no such alignment.</summary>
    public static NvdimmException Alignment(NvdimmRegion region, ulong value, string why, IReadOnlyList<ulong> possible) =>
        new("Nvdimm.Region.Alignment", NvdimmErrorKind.InvalidArgument, region.Name,
            string.Create(CultureInfo.InvariantCulture, $"{region.Name} cannot be aligned to {value} bytes: {why}. Nothing was written."),
            $"For this region the kernel takes, among others, {string.Join(", ", possible.Select(ByteSize.Show))}.");

    /// <summary>Not known, so not planned.</summary>
    public static NvdimmException Unknown(NvdimmRegion region, string property, string? reason) =>
        new("Nvdimm.Region.Unknown", NvdimmErrorKind.InvalidOperation, region.Name,
            $"{region.Name}: {property} is not known ({reason ?? "not reported"}), so it cannot be set.",
            $"See {Mention.Regions} and docs/kernels.md for what this kernel has.");

    /// <summary>A DIMM of a region that is enabled.</summary>
    public static NvdimmException DimmInUse(string dimm, IReadOnlyList<string> regions) =>
        new("Nvdimm.Dimm.RegionEnabled", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm} belongs to {string.Join(", ", regions)}, which {(regions.Count == 1 ? "is" : "are")} enabled. The kernel would take "
                + "the DIMM away all the same and could panic at the next write of a label. Nothing was written.",
            $"Disable first: {Mention.DisableRegions(string.Join(", ", regions))}.");

    /// <summary>The kernel took the write, and the DIMM is as before.</summary>
    public static NvdimmException DimmNotDone(string dimm, bool isEnabled) =>
        new("Nvdimm.Dimm.NotDone", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm} is still {(isEnabled ? "disabled" : "enabled")}, although the kernel accepted the write.", Log);
}
