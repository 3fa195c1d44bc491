using System.Globalization;
using System.Text.Json;

namespace NvdimmPS.Health;

/// <summary>
/// A property of <see cref="NvdimmHealth"/>: what it holds, and what each format and each reader must know of it. What is null or
/// false here does not stand in that format.
/// </summary>
/// <param name="name">The property's name, and the column's in CSV.</param>
/// <param name="kind">What it holds.</param>
/// <param name="get">Its value; null for what the DIMM or its platform says, which may be unknown.</param>
internal sealed class HealthProperty(string name, HealthKind kind, Func<NvdimmHealth, object?>? get = null)
{
    // Beyond that not every whole number is a double, which is what JSON's numbers are read as.
    private const double MostCount = 1UL << 53;

    /// <summary>The property's name.</summary>
    public string Name => name;

    /// <summary>Its name in JSON.</summary>
    public string JsonName { get; } = JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>What it holds.</summary>
    public HealthKind Kind => kind;

    /// <summary>Its unit; null where it has none.</summary>
    public string? Unit => kind switch { HealthKind.Celsius => "°C", HealthKind.Percent => "%", HealthKind.Seconds => "s", _ => null };

    /// <summary>True for what the DIMM or its platform says; where it does not, <see cref="NvdimmHealth.Unavailable"/> says why.</summary>
    public bool IsReported => get is null;

    /// <summary>What a finding calls it beside others of the same DIMM.</summary>
    public string? Label { get; init; }

    /// <summary>The highest percentage that can be; a higher one means "not reported".</summary>
    public int Most { get; init; } = byte.MaxValue;

    /// <summary>The property with the threshold of its alarm, whose name is the property's own.</summary>
    public string? Threshold { get; init; }

    /// <summary>Whether the alarm trips below the threshold, and not above it.</summary>
    public bool AlarmIsBelow { get; init; }

    /// <summary>What a comparison with a baseline says after the number by which a count grew, or a percentage fell.</summary>
    public string? Worse { get; init; }

    /// <summary>Whether it ought to be the same on all hosts: nothing that is unique by nature or changes by the hour.</summary>
    public bool IsAlike { get; init; }

    /// <summary>Prometheus' name, and a sentence for people. Of texts and words the metrics themselves say what is counted.</summary>
    public (string Name, string Help)? Metric { get; init; }

    /// <summary>Whether reports hold it.</summary>
    public bool IsInReport { get; init; } = true;

    /// <summary>The head of its column on a report's page, without the unit; null where the page does without it.</summary>
    public string? Title { get; init; }

    /// <summary>ndctl's key for it.</summary>
    public string? Ndctl { get; init; }

    /// <summary>The value; null where it is not known.</summary>
    public object? Get(NvdimmHealth health) => get is null ? health.Find(name) : get(health);

    /// <summary>The value as a number; null where it is not known. Of percentages, temperatures, counts and flags.</summary>
    public double? Number(NvdimmHealth health) => Get(health) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A decoded value as the property holds it; null where it cannot hold that.</summary>
    public object? From(object value) => kind switch
    {
        HealthKind.Celsius => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        HealthKind.Percent => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        HealthKind.Count or HealthKind.Seconds => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        HealthKind.Flag => value as bool?,
        HealthKind.Words => value as ItemList<string> ?? value as string[],
        _ => value as string,
    };

    /// <summary>A value out of a file or another session as the property holds it; null where it cannot be.</summary>
    public object? Parse(object? value) => kind switch
    {
        HealthKind.Celsius => Finite(value),
        HealthKind.Percent => Finite(value) is >= 0 and var percent && percent <= Most ? (int)percent : null,
        HealthKind.Count or HealthKind.Seconds =>
            value is ulong count ? count : Finite(value) is >= 0 and <= MostCount and var number ? (ulong)number : null,
        HealthKind.Flag => value as bool?,
        HealthKind.Words => Lines(value),
        _ => Line(value),
    };

    /// <summary>A foreign text on one line; null where it is none.</summary>
    public static string? Line(object? value) => value is string text ? Printable.Line(text) : null;

    /// <summary>Foreign words; one alone may have lost its list.</summary>
    public static ItemList<string>? Lines(object? value) => value switch
    {
        string one => [Printable.Line(one)],
        IEnumerable<object?> several => [.. several.OfType<string>().Select(text => Printable.Line(text))],
        _ => null,
    };

    /// <summary>A foreign number; null where it is none.</summary>
    public static double? Finite(object? value) =>
        value is IConvertible number && number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal
            && Convert.ToDouble(number, CultureInfo.InvariantCulture) is var finite && double.IsFinite(finite) ? finite : null;

    /// <inheritdoc/>
    public override string ToString() => name;
}
