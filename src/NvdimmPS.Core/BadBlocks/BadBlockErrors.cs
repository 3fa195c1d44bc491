namespace NvdimmPS.BadBlocks;

/// <summary>What can be wrong with a list of bad blocks.</summary>
internal static class BadBlockErrors
{
    internal static NvdimmException NotKnown(NvdimmRegion region) =>
        new("Nvdimm.BadBlock.NotKnown", NvdimmErrorKind.ResourceUnavailable, region.Name,
            $"The bad blocks of {region.Name} are not known: "
                + $"{region.Unavailable.GetValueOrDefault(nameof(NvdimmRegion.BadBlocks)) ?? "sysfs has no list"}.",
            region.Enabled
                ? "Read the attribute yourself; the kernel has it for persistent regions."
                : "The kernel keeps the list while the region's driver is bound: run ndctl enable-region, then try again.");

    internal static NvdimmException Outside(NvdimmRegion region, NvdimmBadBlock block) =>
        new("Nvdimm.BadBlock.Outside", NvdimmErrorKind.InvalidData, region.Name,
            $"{region.Name} lists the bad blocks {block}, which are outside its {region.Size:N0} bytes.",
                "Check the region's badblocks attribute and the kernel log.");
}
