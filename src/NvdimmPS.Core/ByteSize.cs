using System.Globalization;
using System.Numerics;

namespace NvdimmPS;

/// <summary>Sizes as people write them.</summary>
internal static class ByteSize
{
    private const string Units = "KMGTPE";

    /// <summary>What a person may write.</summary>
    public const string Forms = "bytes, or a number with K, M, G, T (KiB, MB … are the same: powers of 1024)";

    /// <summary>Reads <c>16777216</c>, <c>0x1000000</c>, <c>16M</c>, <c>16MiB</c>, <c>1.5 GB</c>; every unit is a power of 1024.</summary>
    public static bool TryParse(string? text, out ulong bytes)
    {
        bytes = 0;
        text = text?.Trim() ?? string.Empty;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes);
        }

        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var unit = text.AsSpan(digits).Trim();
        var factor = unit.Length == 0 || unit.Equals("B", StringComparison.OrdinalIgnoreCase) ? 0
            : unit.Length is 1 || unit[1..] is "B" or "b" || unit[1..].Equals("iB", StringComparison.OrdinalIgnoreCase)
                ? Units.IndexOf(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal) + 1
                : -1;
        if (factor < 0 || (factor == 0 && unit.Length > 0 && !unit.Equals("B", StringComparison.OrdinalIgnoreCase))
            || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // A decimal holds 28 digits; what is more than 2^64 is no size anyway.
        if (number > ulong.MaxValue || number * (decimal)BigInteger.Pow(1024, factor) is var all && all > ulong.MaxValue
            || all != decimal.Truncate(all))
        {
            return false;
        }

        bytes = (ulong)all;
        return true;
    }

    /// <summary>The shortest exact form: <c>16 MiB</c>, else bytes.</summary>
    public static string Show(ulong bytes)
    {
        var unit = 0;
        while (bytes != 0 && bytes % 1024 == 0 && unit < Units.Length)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes} {(unit == 0 ? "bytes" : Units[unit - 1] + "iB")}");
    }
}
