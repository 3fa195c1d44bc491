using NvdimmPS.Thresholds;

namespace NvdimmPS.Health;

/// <summary>What has been found out of one DIMM so far. Families put in what they know; what nobody does is said to be unknown.</summary>
public sealed class HealthReading
{
    // What an Intel DIMM comes to.
    private const int UsualValues = 17, UsualReasons = 11;

    private static readonly string[] Optional =
    [
        nameof(NvdimmHealth.HealthDetail), nameof(NvdimmHealth.MediaTemperature), nameof(NvdimmHealth.MediaTemperatureThreshold),
            nameof(NvdimmHealth.ControllerTemperature),
            nameof(NvdimmHealth.ControllerTemperatureThreshold),
        nameof(NvdimmHealth.SparesRemaining), nameof(NvdimmHealth.SparesThreshold), nameof(NvdimmHealth.PercentageUsed),
            nameof(NvdimmHealth.LifeRemaining), nameof(NvdimmHealth.LifeThreshold),
            nameof(NvdimmHealth.AlarmsEnabled),
        nameof(NvdimmHealth.AlarmsTripped), nameof(NvdimmHealth.LastShutdown), nameof(NvdimmHealth.ShutdownLatch),
            nameof(NvdimmHealth.DirtyShutdownCount), nameof(NvdimmHealth.Armed),
            nameof(NvdimmHealth.LastSave), nameof(NvdimmHealth.LastRestore),
        nameof(NvdimmHealth.LastErase), nameof(NvdimmHealth.LastArm), nameof(NvdimmHealth.EnergySource),
            nameof(NvdimmHealth.EnergySourceLifetime), nameof(NvdimmHealth.EnergySourceTemperature),
            nameof(NvdimmHealth.Flags), nameof(NvdimmHealth.FirmwareVersion),
    ];

    /// <summary>Shares of a whole; a byte of ones is none.</summary>
    private static readonly string[] Shares =
        [nameof(NvdimmHealth.LifeRemaining), nameof(NvdimmHealth.LifeThreshold), nameof(NvdimmHealth.EnergySourceLifetime)];

    private readonly Dictionary<string, object> _values = new(UsualValues, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(UsualReasons, StringComparer.Ordinal);
    private readonly List<HealthCause> _causes = [];

    /// <summary>True once the firmware, not only the platform, has reported the health of the DIMM.</summary>
    public bool IsTold { get; set; }

    /// <summary>The functions that were asked.</summary>
    public IList<string> Functions { get; } = [];

    /// <summary>Why a function did not answer or was not asked; the first one's reason where there are several.</summary>
    public string? Failure { get; set; }

    /// <summary>Why the DIMM could not be asked everything. A firmware that knows of no more than it says has been asked.</summary>
    internal HealthCause? Unasked { get; private set; }

    /// <summary>How long they took.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Adds a cause, once.</summary>
    public void Add(HealthCause cause)
    {
        if (!_causes.Contains(cause))
        {
            _causes.Add(cause);
        }
    }

    /// <summary>Adds a cause where something holds.</summary>
    public void Add(HealthCause cause, bool when)
    {
        if (when)
        {
            Add(cause);
        }
    }

    /// <summary>True where the firmware was asked, and did not say what draws the picture.</summary>
    internal bool LacksStatus { get; private set; }

    /// <summary>True where the kernel had no such DIMM, node or bus any more.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>A function did not answer.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="cause">The same, as a cause.</param>
    /// <param name="isEssential">Whether it draws the picture, and not only adds to it.</param>
    internal void Fail(NvdimmException failure, HealthCause cause, bool isEssential)
    {
        Failure ??= failure.Message;
        LacksStatus |= isEssential;
        IsGone |= failure is { Kind: NvdimmErrorKind.ObjectNotFound } and not DsmStatusException;
        if (cause != HealthCauses.NotOffered && (isEssential || failure is not DsmStatusException))
        {
            Unasked ??= cause;
        }
    }

    /// <summary>Puts in a value; null is none.</summary>
    public void Set(string property, object? value)
    {
        if (value is not null)
        {
            _values[property] = value;
        }
    }

    /// <summary>Says why a value is not known.</summary>
    public void Miss(string property, string reason) => _reasons.TryAdd(property, reason);

    /// <summary>A field of an answer under its own or another name; its reason where it is not reported.</summary>
    public void Take(DsmResult result, string field, string? property = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        property ??= field;
        if (result.Find(field) is not { } found)
        {
            return;
        }

        if (found.Value is null)
        {
            Miss(property, $"{result.FunctionName}: {found.Reason}");
        }
        else if (Shares.Contains(property) && Number(result, field) is > 100 and var share)
        {
            Miss(property, Beyond(result, field, share));
            return;
        }

        Set(property, found.Value);
    }

    /// <summary>A mask of alarms, by the names of their thresholds.</summary>
    public void TakeAlarms(DsmResult result, string field, string property)
    {
        Take(result, field, property);
        if (_values.TryGetValue(property, out var words))
        {
            _values[property] = Array.ConvertAll((string[])words, ThresholdField.Alarm);
        }
    }

    /// <summary>The rated life, of a field that says how much is used. More than all of it can be used.</summary>
    public void TakeUsed(DsmResult result, string field)
    {
        Take(result, field, nameof(NvdimmHealth.PercentageUsed));
        Set(nameof(NvdimmHealth.LifeRemaining), Number(result, field) is { } used ? Math.Max(0, 100 - used) : null);
    }

    /// <summary>The rated life, of a field that says how much is left; more than all of it is nothing that can be left.</summary>
    public void TakeRemaining(DsmResult result, string field)
    {
        if (Number(result, field) is > 100 and var left)
        {
            var reason = Beyond(result, field, left);
            Miss(nameof(NvdimmHealth.LifeRemaining), reason);
            Miss(nameof(NvdimmHealth.PercentageUsed), reason);
            return;
        }

        Take(result, field, nameof(NvdimmHealth.LifeRemaining));
        Set(nameof(NvdimmHealth.PercentageUsed), 100 - Number(result, field));
    }

    /// <summary>A number of an answer; null where it is not reported.</summary>
    public static double? Number(DsmResult result, string field)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Find(field)?.Value is IConvertible number and not string
            ? Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The object, complete.</summary>
    internal NvdimmHealth ToHealth(NvdimmDevice device, DateTime time)
    {
        HealthCause[] causes = _causes.Count == 0 ? [] : [.. _causes.OrderByDescending(c => Rank(c.Level))];
        var reason = Reason(device);
        foreach (var property in Optional)
        {
            if (!_values.ContainsKey(property))
            {
                _reasons.TryAdd(property, reason);
            }
            else
            {
                _reasons.Remove(property);
            }
        }

        // Where nobody could tell, what the platform knows still counts: bad news stay bad, no news are no good news.
        var worst = causes.Length == 0 || causes[0].Level == HealthStatus.Unknown ? HealthStatus.Healthy : causes[0].Level;
        var isUnknown = worst == HealthStatus.Healthy && (!IsTold || Array.Exists(causes, c => c.Level == HealthStatus.Unknown));
        return new NvdimmHealth
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Family = device.Family,
            HealthStatus = HealthWords.Describe(isUnknown ? HealthStatus.Unknown : worst),
            HealthDetail = Get<string>(nameof(NvdimmHealth.HealthDetail)),
            Reason = causes.Length == 0 ? [] : [.. causes.Select(c => c.Reason).Distinct()],
            Causes = causes,
            MediaTemperature = Double(nameof(NvdimmHealth.MediaTemperature)),
            MediaTemperatureThreshold = Double(nameof(NvdimmHealth.MediaTemperatureThreshold)),
            ControllerTemperature = Double(nameof(NvdimmHealth.ControllerTemperature)),
            ControllerTemperatureThreshold = Double(nameof(NvdimmHealth.ControllerTemperatureThreshold)),
            SparesRemaining = Int(nameof(NvdimmHealth.SparesRemaining)),
            SparesThreshold = Int(nameof(NvdimmHealth.SparesThreshold)),
            PercentageUsed = Int(nameof(NvdimmHealth.PercentageUsed)),
            LifeRemaining = Int(nameof(NvdimmHealth.LifeRemaining)),
            LifeThreshold = Int(nameof(NvdimmHealth.LifeThreshold)),
            AlarmsEnabled = Get<string[]>(nameof(NvdimmHealth.AlarmsEnabled)),
            AlarmsTripped = Get<string[]>(nameof(NvdimmHealth.AlarmsTripped)),
            LastShutdown = Get<string>(nameof(NvdimmHealth.LastShutdown)),
            ShutdownLatch = Get<string>(nameof(NvdimmHealth.ShutdownLatch)),
            DirtyShutdownCount = _values.TryGetValue(nameof(NvdimmHealth.DirtyShutdownCount), out var count)
                ? Convert.ToUInt64(count, System.Globalization.CultureInfo.InvariantCulture)
                : null,
            Armed = _values.TryGetValue(nameof(NvdimmHealth.Armed), out var armed) ? (bool)armed : null,
            LastSave = Get<string>(nameof(NvdimmHealth.LastSave)),
            LastRestore = Get<string>(nameof(NvdimmHealth.LastRestore)),
            LastErase = Get<string>(nameof(NvdimmHealth.LastErase)),
            LastArm = Get<string>(nameof(NvdimmHealth.LastArm)),
            EnergySource = Get<string>(nameof(NvdimmHealth.EnergySource)),
            EnergySourceLifetime = Int(nameof(NvdimmHealth.EnergySourceLifetime)),
            EnergySourceTemperature = Double(nameof(NvdimmHealth.EnergySourceTemperature)),
            FirmwareVersion = Get<string>(nameof(NvdimmHealth.FirmwareVersion)),
            Flags = Get<string[]>(nameof(NvdimmHealth.Flags)),
            Functions = [.. Functions],
            Latency = Latency,
            Time = time,
            Source = device.Source,
            Unasked = Unasked,
            LacksStatus = LacksStatus,
            IsGone = IsGone,
            Failure = Failure,
            Unavailable = _reasons,
        };
    }

    private static string Beyond(DsmResult result, string field, double percent) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{result.FunctionName}: {field} is {percent} %, which cannot be");

    private string Reason(NvdimmDevice device) =>
        Functions.Count == 0 ? "the firmware was not asked"
        : Failure is null ? $"the {device.Family} family does not report it"
        : $"not in what was answered: {Failure}";

    private static int Rank(HealthStatus status) => status == HealthStatus.Unknown ? 0 : (int)status;

    private T? Get<T>(string property)
        where T : class => _values.TryGetValue(property, out var value) ? value as T : null;

    private double? Double(string property) => _values.TryGetValue(property, out var value)
        ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private int? Int(string property) => _values.TryGetValue(property, out var value)
        ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
