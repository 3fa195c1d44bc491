using System.Globalization;
using NvdimmPS.Files;

namespace NvdimmPS.Firmware;

/// <summary>Why an image is not sent.</summary>
internal static class FirmwareImageErrors
{
    private const string Nothing = "Nothing was sent.";

    public static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Firmware.ImageUnreadable", FileReasons.ReadKind(cause), path,
            $"The image {path} cannot be read: {ErrorText.Sentence(cause.Message)} {Nothing}",
            FileReasons.Next(cause, "Check the path, and that you may read it."), cause);

    public static NvdimmException Huge(string path, long bytes) =>
        new("Nvdimm.Firmware.ImageTooLarge", NvdimmErrorKind.LimitsExceeded, path,
            string.Create(CultureInfo.InvariantCulture,
                $"{path} has at least {bytes:N0} bytes, and no DIMM takes an image of more than {FirmwareImage.MostBytes:N0}. {Nothing}"),
            "Give the image itself: not an archive, nor an image of a disk.");

    public static NvdimmException Empty(string path) =>
        new("Nvdimm.Firmware.ImageEmpty", NvdimmErrorKind.InvalidData, path, $"The image {path} is empty. {Nothing}",
            "Fetch it once more from the vendor.");

    public static NvdimmException Truncated(string dimm, FirmwareImage image, ulong expected) =>
        new("Nvdimm.Firmware.ImageTruncated", NvdimmErrorKind.InvalidData, dimm,
            string.Create(CultureInfo.InvariantCulture,
                $"{dimm}: the image {image.Path} is truncated: it has {image.Bytes.Length:N0} bytes and by its header "
                    + $"{expected:N0}. {Nothing}"),
            "Fetch it once more from the vendor.");

    public static NvdimmException Unknown(string dimm, FirmwareImage image) =>
        new("Nvdimm.Firmware.ImageUnknown", NvdimmErrorKind.SecurityError, dimm,
            $"{dimm}: the image {image.Path} does not begin with the published Intel header (vendor 0x8086), so it may not be an "
                + $"image at all, and its version and part cannot be checked. {Nothing}",
            $"Check the file. If the vendor says that it is for this DIMM, add {Mention.Named("AllowUnknownImage")}: it has a signature.");

    public static NvdimmException OtherPart(string dimm, FirmwareImageHeader header, string running) =>
        new("Nvdimm.Firmware.OtherPart", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm} runs {running}, and the image has version {header.VersionText}: it is for another part. {Nothing}",
            "Give the image for this DIMM: the first two digits of its version are those of the one that runs.");

    public static NvdimmException NotForProduction(string dimm, FirmwareImageHeader header) =>
        new("Nvdimm.Firmware.NotForProduction", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm}: the image is {(header.IsDebug ? "a debug module" : $"of type {header.ImageType}")}, not one for production. "
                + Nothing,
            $"Give the production image of this version. If you really want this one, add {Mention.Named("AllowUnknownImage")}.");

    public static NvdimmException OtherFamily(string dimm, string family) =>
        new("Nvdimm.Firmware.OtherPart", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm}: this is an Intel image, and the DIMM is of the {family} family. {Nothing}", "Give the image for this DIMM.");

    public static NvdimmException NoVersion(string dimm, FirmwareImage image) =>
        new("Nvdimm.Firmware.NoImageVersion", NvdimmErrorKind.InvalidArgument, dimm,
            $"{dimm}: the image {image.Path} does not say its version, so whether a slot holds it already cannot be known, and a second "
                + $"run would overwrite the only other image. {Nothing}",
            $"Give its version with {Mention.Named("ImageVersion")}, as {Mention.Firmware} shows versions.");

    public static NvdimmException BadVersion(string version) =>
        new("Nvdimm.Firmware.BadImageVersion", NvdimmErrorKind.InvalidArgument, version,
            $"'{version}' is not a firmware version. {Nothing}", "Write it as 01.02.00.5447 or as 0x214.");

    public static NvdimmException VersionContradiction(FirmwareImage image, string header, string given) =>
        new("Nvdimm.Firmware.ImageVersionContradiction", NvdimmErrorKind.InvalidArgument, image.Path,
            $"The image {image.Path} has version {header} in its header, and {given} was given. {Nothing}",
            $"Leave {Mention.Named("ImageVersion")} out: the header says it.");

    public static NvdimmException Older(string dimm, FirmwareImageHeader header, string running) =>
        new("Nvdimm.Firmware.Older", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm} runs {running}, and the image is older: {header.VersionText}. {Nothing}",
            $"If you really want it, add {Mention.Named("AllowDowngrade")}. The DIMM may still refuse an older security version.");

    public static NvdimmException NoRoom(string dimm, FirmwareImage image, ulong room) =>
        new("Nvdimm.Firmware.NoRoom", NvdimmErrorKind.LimitsExceeded, dimm,
            string.Create(CultureInfo.InvariantCulture,
                $"{dimm} has room for an image of {room:N0} bytes, and {image.Path} has {image.Bytes.Length:N0}. {Nothing}"),
            "Give the image for this DIMM, not an archive.");

    public static NvdimmException NoWholeBlocks(string dimm, FirmwareImage image, int block) =>
        new("Nvdimm.Firmware.ImageTruncated", NvdimmErrorKind.InvalidData, dimm,
            string.Create(CultureInfo.InvariantCulture, $"{dimm}: the image {image.Path} has {image.Bytes.Length:N0} bytes, which is no "
                + $"multiple of the {block} that the DIMM takes at a time. {Nothing}"),
            "Fetch it once more from the vendor.");
}
