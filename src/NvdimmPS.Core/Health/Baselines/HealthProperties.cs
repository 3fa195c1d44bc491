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

        return new NvdimmHealth
        {
            FormatVersion = (int)(Number(nameof(NvdimmHealth.FormatVersion)) ?? 1),
            Dimm = dimm,
            Host = Text("PSComputerName") is { Length: > 0 } host ? host : Text("Host"),
            Bus = Text(nameof(NvdimmHealth.Bus)),
            UniqueId = Text(nameof(NvdimmHealth.UniqueId)) is { Length: > 0 } id ? id : null,
            Family = Text(nameof(NvdimmHealth.Family)),
            HealthStatus = status.ToString(),
            HealthDetail = Text(nameof(NvdimmHealth.HealthDetail)),
            Reason = Texts(nameof(NvdimmHealth.Reason)) ?? [],
            Causes = Causes(),
            MediaTemperature = Number(nameof(NvdimmHealth.MediaTemperature)),
            MediaTemperatureThreshold = Number(nameof(NvdimmHealth.MediaTemperatureThreshold)),
            ControllerTemperature = Number(nameof(NvdimmHealth.ControllerTemperature)),
            ControllerTemperatureThreshold = Number(nameof(NvdimmHealth.ControllerTemperatureThreshold)),
            SparesRemaining = Percent(nameof(NvdimmHealth.SparesRemaining)),
            SparesThreshold = Percent(nameof(NvdimmHealth.SparesThreshold)),
            PercentageUsed = Percent(nameof(NvdimmHealth.PercentageUsed)),
            LifeRemaining = Percent(nameof(NvdimmHealth.LifeRemaining)),
            LifeThreshold = Percent(nameof(NvdimmHealth.LifeThreshold)),
            AlarmsEnabled = Texts(nameof(NvdimmHealth.AlarmsEnabled)),
            AlarmsTripped = Texts(nameof(NvdimmHealth.AlarmsTripped)),
            LastShutdown = Text(nameof(NvdimmHealth.LastShutdown)),
            ShutdownLatch = Text(nameof(NvdimmHealth.ShutdownLatch)),
            DirtyShutdownCount = Number(nameof(NvdimmHealth.DirtyShutdownCount)) is >= 0 and <= uint.MaxValue and var count
                ? (ulong)count
                : null,
            LastSave = Text(nameof(NvdimmHealth.LastSave)),
            LastRestore = Text(nameof(NvdimmHealth.LastRestore)),
            LastErase = Text(nameof(NvdimmHealth.LastErase)),
            LastArm = Text(nameof(NvdimmHealth.LastArm)),
            Armed = get(nameof(NvdimmHealth.Armed)) as bool?,
            EnergySource = Text(nameof(NvdimmHealth.EnergySource)),
            EnergySourceLifetime = Percent(nameof(NvdimmHealth.EnergySourceLifetime)),
            EnergySourceTemperature = Number(nameof(NvdimmHealth.EnergySourceTemperature)),
            FirmwareVersion = Text(nameof(NvdimmHealth.FirmwareVersion)),
            Flags = Texts(nameof(NvdimmHealth.Flags)),
            Functions = Texts(nameof(NvdimmHealth.Functions)) ?? [],
            Latency = get(nameof(NvdimmHealth.Latency)) is TimeSpan latency ? latency : TimeSpan.Zero,
            Time = Time(),
            Source = Text(nameof(NvdimmHealth.Source)) ?? "Device",
            Unavailable = Reasons(),
        };
    }

    private string? Text(string name) => get(name) is string text ? Printable.Line(text) : null;

    private string[]? Texts(string name) => get(name) switch
    {
        string one => [Printable.Line(one)],
        IEnumerable<object?> several => [.. several.OfType<string>().Select(text => Printable.Line(text))],
        _ => null,
    };

    private double? Number(string name) =>
        get(name) is IConvertible value && value.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal
            && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;

    private int? Percent(string name) => Number(name) is >= 0 and <= 255 and var value ? (int)value : null;

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
