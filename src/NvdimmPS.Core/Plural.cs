using System.Globalization;
using System.Numerics;

namespace NvdimmPS;

/// <summary>Counts with their nouns.</summary>
internal static class Plural
{
    /// <summary>1 DIMM, 2 DIMMs; 1 entry, 2 entries.</summary>
    public static string Of<T>(T count, string noun)
        where T : INumberBase<T> => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == T.One ? noun
            : noun.EndsWith('y') ? $"{noun.AsSpan(0, noun.Length - 1)}ies" : noun + "s")}");
}
