using System.Globalization;

namespace NvdimmPS.Reports.Html;

/// <summary>Numbers with their nouns.</summary>
internal static class Count
{
    /// <summary>1 host, 2 hosts, 1,000 hosts.</summary>
    public static string Format(int number, string noun) => $"{Format(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    /// <summary>1,000.</summary>
    public static string Format(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole in percent; what is not nothing is not 0.</summary>
    public static string Share(int part, int whole) =>
        whole == 0 ? "–" : part > 0 && part * 1000L < whole ? "< 0.1 %"
            : string.Create(CultureInfo.InvariantCulture, $"{part * 100.0 / whole:0.#} %");
}
