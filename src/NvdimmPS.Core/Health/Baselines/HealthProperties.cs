using System.Collections.ObjectModel;
using System.Globalization;

namespace NvdimmPS.Health.Baselines;

/// <summary>
/// Health from properties that came out of a file or another session. What is not there stays null, as in a file of an
/// older version.
/// </summary>
/// <param name="get">A property by name: a text, a number, a bool, a time, a list of those or of properties; null where there is
/// none.</param>
internal sealed class HealthProperties(Func<string, object?> get)
{
    /// <summary>The health; null where it is none.</summary>
    public NvdimmHealth? ToHealth()
    {
        if (Text(nameof(NvdimmHealth.Dimm)) is not { Length: > 0 } dimm || Text(nameof(NvdimmHealth.HealthStatus)) is not { } word
            || !Enum.TryParse<HealthStatus>(word, ignoreCase: false, out var status) || char.IsAsciiDigit(word[0]))
        {
            return null;
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var property in HealthTable.Reported)
        {
            if (property.Parse(get(property.Name)) is { } value)
            {
                values.Add(property.Name, value);
            }
        }

        return new NvdimmHealth(values)
        {
            FormatVersion = (int)(HealthProperty.Finite(get(nameof(NvdimmHealth.FormatVersion))) ?? 1),
            Dimm = dimm,
            Host = Text("PSComputerName") is { Length: > 0 } host ? host : Text("Host"),
            Bus = Text(nameof(NvdimmHealth.Bus)),
            UniqueId = Text(nameof(NvdimmHealth.UniqueId)) is { Length: > 0 } id ? id : null,
            Family = Text(nameof(NvdimmHealth.Family)),
            HealthStatus = status.ToString(),
            Reason = HealthProperty.Lines(get(nameof(NvdimmHealth.Reason))) ?? [],
            Causes = Causes(),
            Functions = HealthProperty.Lines(get(nameof(NvdimmHealth.Functions))) ?? [],
            // To the nearest tick, since a number of milliseconds need not be a whole one.
            Latency = TimeSpan.FromTicks((long)Math.Round(TimeSpan.TicksPerMillisecond
                * Math.Clamp(HealthProperty.Finite(get(nameof(NvdimmHealth.LatencyMs))) ?? 0, 0, int.MaxValue))),
            Time = Time(),
            Source = Text(nameof(NvdimmHealth.Source)) ?? "Device",
            Unavailable = Reasons(),
        };
    }

    private string? Text(string name) => HealthProperty.Line(get(name));

    private DateTime Time() => get(nameof(NvdimmHealth.Time)) switch
    {
        DateTime time => time.ToUniversalTime(),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            time.UtcDateTime,
        _ => default,
    };

    private HealthCause[] Causes() => get(nameof(NvdimmHealth.Causes)) switch
    {
        IEnumerable<object?> several => [.. several.Select(Cause).OfType<HealthCause>()],
        var one => Cause(one) is { } cause ? [cause] : [],
    };

    /// <summary>
    /// A cause is known by its id, which is also how its text begins where a file was not written deep enough. One that this
    /// version does not know is taken as it came.
    /// </summary>
    private static HealthCause? Cause(object? item)
    {
        var properties = item as Func<string, object?>;
        var id = properties is null ? (item as string)?.Split(' ')[0] : properties(nameof(HealthCause.Id)) as string;
        return HealthCauses.All.FirstOrDefault(c => c.Id == id)
            ?? (properties is null || id is null || Word(nameof(HealthCause.Reason)).Length == 0 ? null
            : new HealthCause(Printable.Line(id), Word(nameof(HealthCause.Reason)), HealthStatus.Unknown,
                Word(nameof(HealthCause.Meaning)), Word(nameof(HealthCause.Remedy))));

        string Word(string name) => Printable.Line(properties(name) as string ?? "");
    }

    /// <summary>Of the reasons for gaps the one that says why its health is unknown.</summary>
    private IReadOnlyDictionary<string, string> Reasons() =>
        get(nameof(NvdimmHealth.Unavailable)) is Func<string, object?> reasons && reasons(nameof(NvdimmHealth.HealthDetail)) is string why
            ? new Dictionary<string, string> { [nameof(NvdimmHealth.HealthDetail)] = Printable.Line(why) }
            : ReadOnlyDictionary<string, string>.Empty;
}
