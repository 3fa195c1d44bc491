using System.Globalization;
using System.Numerics;

namespace NvdimmPS.Dsm;

/// <summary>
/// The words for what no table names. Written in place: an interpolated string may box its numbers, and a decoding allocates
/// only its result.
/// </summary>
internal static class DsmWords
{
    private const string Before = "Unknown (0x", After = ")", BitPrefix = "Bit";

    /// <summary>A value of an enumeration, in at least two digits.</summary>
    public static string Unknown(ulong number)
    {
        var digits = Math.Max(2, (BitOperations.Log2(number) / 4) + 1);
        return string.Create(Before.Length + digits + After.Length, number, static (text, value) =>
        {
            Before.CopyTo(text);
            value.TryFormat(text[Before.Length..], out var written, "x2", CultureInfo.InvariantCulture);
            After.CopyTo(text[(Before.Length + written)..]);
        });
    }

    /// <summary>A bit of a mask.</summary>
    public static string Bit(int bit) => string.Create(BitPrefix.Length + (bit < 10 ? 1 : bit < 100 ? 2 : 3), bit, static (text, value) =>
    {
        BitPrefix.CopyTo(text);
        value.TryFormat(text[BitPrefix.Length..], out _, provider: CultureInfo.InvariantCulture);
    });
}
