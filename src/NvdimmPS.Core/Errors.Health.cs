using NvdimmPS.Model;

namespace NvdimmPS;

public static partial class Errors
{
    internal static NvdimmException NoFirmwareVersion(string target, string? family, string? reason) =>
        new("Nvdimm.Firmware.NotOffered", NvdimmErrorKind.NotImplemented, target,
            family is null
                ? $"{target} does not say which firmware it runs: {reason ?? "its family is not known"}."
                : $"{target} does not say which firmware it runs: the {family} family has no function for it.",
            "The Intel, Msft and Hpe1 families report it; for others see the platform's own tools.");

    internal static NvdimmException HealthOfOther(string dimm, string there, string here) =>
        new("Nvdimm.Input.OtherDimm", NvdimmErrorKind.InvalidArgument, dimm,
            $"The health is not that of {dimm}: it is of a DIMM with the id {Printable.Quote(there)}, and {dimm} of this machine has {here}.",
            "Convert it on the computer that it was read on, or leave it out: -Health asks the DIMM.");

    internal static NvdimmException BadBlocksUnknown(NvdimmRegion region) =>
        new("Nvdimm.BadBlock.NotKnown", NvdimmErrorKind.ResourceUnavailable, region.Name,
            $"The bad blocks of {region.Name} are not known: {region.Unavailable.GetValueOrDefault(nameof(NvdimmRegion.BadBlocks)) ?? "sysfs has no list"}.",
            region.Enabled ? "Look at the attribute by hand; the kernel keeps it for persistent regions." : "The kernel keeps the list while the region's driver is bound: ndctl enable-region, then ask again.");

    internal static NvdimmException BadBlockOutside(NvdimmRegion region, NvdimmBadBlock block) =>
        new("Nvdimm.BadBlock.Outside", NvdimmErrorKind.InvalidData, region.Name,
            $"{region.Name} lists the bad blocks {block}, which do not lie within its {region.Size:N0} bytes.", "Look at the region's badblocks attribute by hand, and at the kernel log.");
}
