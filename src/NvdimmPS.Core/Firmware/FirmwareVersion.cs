using System.Globalization;

namespace NvdimmPS.Firmware;

/// <summary>Firmware versions as people know them.</summary>
internal static class FirmwareVersion
{
    private const int BcdDigits = 10;

    /// <summary>
    /// Intel's ten decimal digits, four bits each, the product in the highest of five bytes: <c>AA.BB.CC.DDDD</c> is product,
    /// revision, security version, build (ipmctl: ParseFwVersion in Dimm.c, FWR_*_OFFSET in NvmDimmPassThru.h, and "%02d.%02d.%02d.%04d"
    /// of ConvertFwVersion in FwUtility.c). A number that is not of this form is shown as it is, as ndctl shows all of them.
    /// </summary>
    public static string Intel(ulong version)
    {
        var digits = Digits(version);
        return IsIntel(version) ? $"{digits[..2]}.{digits[2..4]}.{digits[4..6]}.{digits[6..]}" : Hex(version);
    }

    /// <summary>True for a number of that form.</summary>
    public static bool IsIntel(ulong version) =>
        version != 0 && Digits(version) is { Length: BcdDigits } digits && digits.All(char.IsAsciiDigit);

    private static string Digits(ulong version) => version.ToString($"x{BcdDigits}", CultureInfo.InvariantCulture);

    public static string Hex(ulong version) => string.Create(CultureInfo.InvariantCulture, $"0x{version:x}");
}
