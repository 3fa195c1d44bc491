using System.Globalization;
using NvdimmPS.Health;

namespace NvdimmPS.Findings;

/// <summary>The values that show a finding.</summary>
internal static class Evidence
{
    /// <summary>A sentence: who, what is wrong, and the values in brackets.</summary>
    public static string Format(string target, string meaning, params string?[] values)
    {
        var shown = string.Join(", ", values.OfType<string>().Where(v => v.Length > 0));
        return shown.Length == 0 ? $"{target}: {meaning}." : $"{target}: {meaning} ({shown}).";
    }

    /// <summary>A property with its label; null where it is not known.</summary>
    public static string? Show(NvdimmHealth health, HealthProperty property) => property.Name == nameof(NvdimmHealth.Unavailable)
        ? Reasons(health)
        : property.Get(health) switch
        {
            null or "" or ItemList<string> { Count: 0 } => null,
            IFormattable number => string.Create(CultureInfo.InvariantCulture, $"{property.Label} {number:0.##}{Unit(property)}"),
            var word => $"{property.Label} {word}",
        };

    /// <summary>A property's unit, after a number.</summary>
    public static string? Unit(HealthProperty property) => property.Unit is { } unit ? " " + unit : null;

    /// <summary>A limit of the policy.</summary>
    public static string Limit(double value, string? unit) => string.Create(CultureInfo.InvariantCulture, $"limit {value:0.##}{unit}");

    private static string? Reasons(NvdimmHealth health)
    {
        var told = health.Unavailable.GetValueOrDefault(nameof(NvdimmHealth.HealthDetail)) ?? health.HealthDetail;
        var who = health.Dimm + ": ";
        return (told?.StartsWith(who, StringComparison.Ordinal) == true ? told[who.Length..] : told)?.TrimEnd('.');
    }
}
