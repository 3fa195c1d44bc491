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
                : (NextStep)$"The kernel keeps the list while the region is enabled: {Mention.EnableRegion(region.Name)}, then try again.");

    internal static NvdimmException Outside(NvdimmRegion region, NvdimmBadBlock block) =>
        new("Nvdimm.BadBlock.Outside", NvdimmErrorKind.InvalidData, region.Name,
            $"{region.Name} lists the bad blocks {block}, which are outside its {region.Size:N0} bytes.",
                "Check the region's badblocks attribute and the kernel log.");

    internal static NvdimmException NoAddress(NvdimmBadBlockRange range) =>
        new("Nvdimm.BadBlock.NoAddress", NvdimmErrorKind.PermissionDenied, range.Region,
            $"The physical address of {range} is not known: "
                + $"{range.Unavailable.GetValueOrDefault(nameof(range.SystemPhysicalAddress)) ?? "sysfs does not show it"}.",
            "Run it as root: the kernel shows addresses to root only.");

    internal static NvdimmException CannotClear(NvdimmBus bus, string why) =>
        new("Nvdimm.BadBlock.CannotClear", NvdimmErrorKind.NotImplemented, bus.Name,
            $"{bus.Name} cannot clear errors: {why}. Nothing was sent.",
            "Write whole blocks of 4096 bytes over the bad ones instead, with the file system unmounted: the kernel clears what it "
                + "writes.");

    internal static NvdimmException NotCleared(NvdimmBus bus, Inventory.MemoryRange range, ulong cleared) =>
        new("Nvdimm.BadBlock.NotCleared", NvdimmErrorKind.DeviceError, bus.Name,
            $"{bus.Name}: {(cleared == 0 ? "nothing" : $"only {cleared} bytes")} of {range} could be cleared.",
            "Scrub the bus and look at the bad blocks again; where they stay, the DIMM has to be replaced.");
}
