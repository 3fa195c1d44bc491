using System.Buffers.Binary;
using System.Globalization;

namespace NvdimmPS.Firmware;

/// <summary>
/// The header of an Intel image, 128 bytes (Intel's ipmctl, FwUtility.h: FW_IMAGE_HEADER, "Intel CSS header"). Integers are
/// little-endian. The DIMM itself checks the signature.
/// </summary>
/// <param name="Version">The version as the DIMM reports it, once it is staged.</param>
/// <param name="ImageType">29 for production, 30 and 31 for images of the vendor's laboratory.</param>
/// <param name="IsDebug">True for a debug module.</param>
/// <param name="Date">The date, such as <c>2021-03-14</c>; null where it is none.</param>
/// <param name="Size">How many bytes the whole image has.</param>
public sealed record FirmwareImageHeader(ulong Version, byte ImageType, bool IsDebug, string? Date, ulong Size)
{
    private const int HeaderSize = 128, ModuleId = 12, Vendor = 16, DateOffset = 20, SizeOffset = 24, Type = 40, VersionOffset = 41;
    private const uint CssModule = 6, Intel = 0x8086;
    private const byte Production = 29;

    /// <summary>True for an image that is meant to be used.</summary>
    public bool IsProduction => ImageType == Production && !IsDebug;

    /// <summary>The version as people write it.</summary>
    public string VersionText => FirmwareVersion.Intel(Version);

    /// <summary>The part that it is for: the first two digits of its version.</summary>
    internal ulong Product => ProductOf(Version);

    internal static ulong ProductOf(ulong version) => version >> 32;

    /// <summary>The header of an image; null where it has none of this form.</summary>
    public static FirmwareImageHeader? Find(ReadOnlySpan<byte> image)
    {
        if (image.Length < HeaderSize || Word(image, 0) != CssModule || Word(image, Vendor) != Intel)
        {
            return null;
        }

        var version = Word(image, VersionOffset) | ((ulong)image[VersionOffset + sizeof(uint)] << 32);
        return new FirmwareImageHeader(version, image[Type], Word(image, ModuleId) >> 31 == 1, Day(Word(image, DateOffset)),
            (ulong)Word(image, SizeOffset) * sizeof(uint));
    }

    /// <summary>Binary coded decimals: yyyymmdd.</summary>
    private static string? Day(uint date) =>
        DateOnly.TryParseExact(date.ToString("x8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static uint Word(ReadOnlySpan<byte> image, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image[offset..]);
}
