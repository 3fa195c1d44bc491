using System.Globalization;

namespace NvdimmPS.Firmware;

/// <summary>Firmware versions as people know them.</summary>
internal static class FirmwareVersion
{
    private const int BcdDigits = 10;

    private static readonly int[] Widths = [2, 2, 2, 4];

    /// <summary>What the kernel's test bus runs: no version, and it stays so.</summary>
    public const string None = "0x0";

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

    /// <summary>The number of a version in either form, such as <c>1.2.0.5447</c> and <c>0x214</c>; null where it is none.</summary>
    public static ulong? Parse(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var isNumber = ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
            return isNumber && number != 0 ? number : null;
        }

        var parts = text.Split('.');
        return parts.Length == Widths.Length && parts.Zip(Widths).All(p => IsNumber(p.First, p.Second))
            ? ulong.Parse(string.Concat(parts.Zip(Widths, (part, width) => part.PadLeft(width, '0'))), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture)
            : null;
    }

    private static bool IsNumber(string part, int width) => part.Length > 0 && part.Length <= width && part.All(char.IsAsciiDigit);

    public static string Hex(ulong version) => string.Create(CultureInfo.InvariantCulture, $"0x{version:x}");
}
