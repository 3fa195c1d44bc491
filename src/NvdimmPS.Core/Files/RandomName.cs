namespace NvdimmPS.Files;

/// <summary>Names that nobody can guess, for files that are made in folders of others.</summary>
internal static class RandomName
{
    private const int Length = 12;

    /// <summary>
    /// 48 random bits as digits. The kernel's random numbers, by way of a GUID of which they are the end: the generator for
    /// secrets needs OpenSSL, and a rescue system has none.
    /// </summary>
    public static string Create() => Guid.NewGuid().ToString("N")[^Length..];
}
