using System.Globalization;

namespace NvdimmPS.Health.Firmware;

/// <summary>Firmware versions as people know them.</summary>
internal static class FirmwareVersion
{
    private const int BcdDigits = 10;

    /// <summary>Intel's ten decimal digits, four bits each: <c>AA.BB.CC.DDDD</c>. A number that is not of this form is shown as it is.</summary>
    public static string Intel(ulong version)
    {
        var digits = version.ToString($"x{BcdDigits}", CultureInfo.InvariantCulture);
        return version != 0 && digits.Length == BcdDigits && digits.All(char.IsAsciiDigit)
            ? $"{digits[..2]}.{digits[2..4]}.{digits[4..6]}.{digits[6..]}"
            : Hex(version);
    }

    public static string Hex(ulong version) => string.Create(CultureInfo.InvariantCulture, $"0x{version:x}");
}
