using System.Globalization;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>A version of the firmware interface (FIS): 1.9 is older than 1.15.</summary>
internal readonly record struct FisVersion(int Major, int Minor) : IComparable<FisVersion>
{
    /// <summary>Reads two bytes of binary-coded decimal; null where a digit is none.</summary>
    public static FisVersion? FromBcd(ushort bcd) =>
        FieldForms.Decimal((byte)(bcd >> 8)) is { } major && FieldForms.Decimal((byte)bcd) is { } minor
            ? new FisVersion(major, minor)
            : null;

    /// <summary>Reads <c>1.15</c>; null where it is no version.</summary>
    public static FisVersion? Parse(string text) =>
        text.Split('.') is [var major, var minor] && Number(major) is { } first && Number(minor) is { } second
            ? new FisVersion(first, second)
            : null;

    private static int? Number(string text) =>
        text.Length <= 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc/>
    public int CompareTo(FisVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(FisVersion left, FisVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(FisVersion left, FisVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(FisVersion left, FisVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FisVersion left, FisVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}

/// <summary>Versions of the firmware interface.</summary>
/// <param name="From">The first one; null for all old ones.</param>
/// <param name="Before">The first one that is none of them any more; null for all new ones.</param>
internal sealed record FisRange(FisVersion? From, FisVersion? Before)
{
    /// <summary>Whether a version is one of them; true where it is not known.</summary>
    public bool Has(FisVersion? version) =>
        version is not { } known || ((From is not { } from || known >= from) && (Before is not { } before || known < before));

    /// <summary>Whether some versions are of both.</summary>
    public bool Meets(FisRange other) => Ends(other) && other.Ends(this);

    private bool Ends(FisRange other) => From is not { } from || other.Before is not { } before || from < before;

    /// <inheritdoc/>
    public override string ToString() => (From, Before) switch
    {
        ({ } from, null) => $"from FIS {from}",
        (null, { } before) => $"before FIS {before}",
        _ => $"FIS {From} to before {Before}",
    };
}
