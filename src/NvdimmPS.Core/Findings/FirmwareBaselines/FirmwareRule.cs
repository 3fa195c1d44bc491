namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>Which versions DIMMs of a kind may run.</summary>
/// <param name="Key">As the baseline writes it: <c>Intel</c>, <c>8089:5141</c>, <c>Intel/8089:5141</c> or <c>*</c>.</param>
/// <param name="Family">The family; null is any.</param>
/// <param name="Vendor">The vendor's number in hexadecimal without 0x; null is any.</param>
/// <param name="Device">The device's number; null is any.</param>
/// <param name="Allowed">The versions that are allowed; empty where there is a minimum alone.</param>
/// <param name="Minimum">The least version that is allowed.</param>
internal sealed record FirmwareRule(string Key, string? Family, string? Vendor, string? Device, IReadOnlyList<string> Allowed,
    string? Minimum)
{
    /// <summary>The more it says of the DIMM the more it counts.</summary>
    public int Weight => (Vendor is null ? 0 : 2) + (Family is null ? 0 : 1);

    /// <summary>What it wants, for people.</summary>
    public string Expected => Minimum is null ? string.Join(" or ", Allowed)
        : Allowed.Count == 0 ? $"{Minimum} or later" : $"{Minimum} or later, or {string.Join(" or ", Allowed)}";

    /// <summary>Whether it is about a DIMM; null where that cannot be told.</summary>
    public bool? Meets(FirmwareSubject dimm)
    {
        bool?[] each = [Same(Family, dimm.Family), Same(Vendor, Digits(dimm.Vendor)), Same(Device, Digits(dimm.Device))];
        return each.Contains(false) ? false : each.Contains(null) ? null : true;
    }

    /// <summary>Whether it allows a version; null where the version cannot be compared with the minimum.</summary>
    public bool? Allows(string version)
    {
        var number = FirmwareNumber.Parse(version);
        if (Allowed.Any(a => string.Equals(a, version, StringComparison.OrdinalIgnoreCase)
            || (number is not null && FirmwareNumber.Parse(a)?.CompareTo(number) == 0)))
        {
            return true;
        }

        return Minimum is null ? false : number is null || FirmwareNumber.Parse(Minimum)!.CompareTo(number) is not { } order ? null
            : order <= 0;
    }

    private static bool? Same(string? wanted, string? has) =>
        wanted is null ? true : has is null ? null : string.Equals(wanted, has, StringComparison.OrdinalIgnoreCase);

    private static string? Digits(string? number) => number?.StartsWith("0x", StringComparison.OrdinalIgnoreCase) == true
        ? number[2..]
        : number;
}
