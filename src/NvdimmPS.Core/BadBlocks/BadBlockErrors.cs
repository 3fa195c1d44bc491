namespace NvdimmPS.BadBlocks;

/// <summary>What can be wrong with a list of bad blocks.</summary>
internal static class BadBlockErrors
{
    internal static NvdimmException NotKnown(NvdimmRegion region) =>
        new("Nvdimm.BadBlock.NotKnown", NvdimmErrorKind.ResourceUnavailable, region.Name,
            $"The bad blocks of {region.Name} are not known: "
                + $"{region.Unavailable.GetValueOrDefault(nameof(NvdimmRegion.BadBlocks)) ?? "sysfs has no list"}.",
            region.Enabled
                ? "Look at the attribute by hand; the kernel keeps it for persistent regions."
                : "The kernel keeps the list while the region's driver is bound: ndctl enable-region, then ask again.");

    internal static NvdimmException Outside(NvdimmRegion region, NvdimmBadBlock block) =>
        new("Nvdimm.BadBlock.Outside", NvdimmErrorKind.InvalidData, region.Name,
            $"{region.Name} lists the bad blocks {block}, which do not lie within its {region.Size:N0} bytes.",
                "Look at the region's badblocks attribute by hand, and at the kernel log.");
}
