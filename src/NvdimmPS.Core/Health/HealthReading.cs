using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Health;

/// <summary>What has been found out of one DIMM so far. Families put in what they know; everything else is reported as unknown.</summary>
public sealed class HealthReading
{
    // What an Intel DIMM comes to.
    private const int UsualValues = 17, UsualReasons = 11;

    private readonly Dictionary<string, object> _values = new(UsualValues, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(UsualReasons, StringComparer.Ordinal);
    private readonly List<HealthCause> _causes = [];

    /// <summary>True once the firmware, not only the platform, has reported the health of the DIMM.</summary>
    public bool IsReported { get; set; }

    /// <summary>The functions that were asked.</summary>
    public IList<string> Functions { get; } = [];

    /// <summary>The functions that the DIMM offers, one bit each; null where sysfs does not say.</summary>
    internal ulong? Offered { get; init; }

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
        if (value is not null && HealthTable.Get(property).From(value) is { } known)
        {
            _values[property] = known;
        }
    }

    /// <summary>Says why a value is not known.</summary>
    public void Miss(string property, string reason) => _reasons.TryAdd(property, reason);

    /// <summary>A field of an answer under its own or another name; its reason where it is not reported.</summary>
    public void Take(DsmResult result, string field, string? property = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        Take(result.FunctionName, result.Find(field), property ?? field);
    }

    /// <summary>A decoded field; its reason where it is not reported.</summary>
    /// <param name="function">The function that answered.</param>
    /// <param name="field">The field; null where the answer has none such.</param>
    /// <param name="property">The property that it is.</param>
    internal void Take(string function, DsmFieldValue? field, string property)
    {
        if (field is null)
        {
            return;
        }

        var most = HealthTable.Get(property).Most;
        if (field.Value is null)
        {
            Miss(property, $"{function}: {field.Reason}");
        }
        else if (Number(field) is { } percent && most < byte.MaxValue && percent > most)
        {
            Miss(property, Beyond(function, field.Name, percent));
            return;
        }

        Set(property, field.Value);
    }

    /// <summary>A mask of alarms, by the names of their thresholds.</summary>
    public void TakeAlarms(DsmResult result, string field, string property)
    {
        Take(result, field, property);
        if (_values.TryGetValue(property, out var words))
        {
            _values[property] = (ItemList<string>)[.. ((ItemList<string>)words).Select(ThresholdField.Alarm)];
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
            var reason = Beyond(result.FunctionName, field, left);
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
        return Number(result.Find(field));
    }

    /// <summary>The object, complete.</summary>
    internal NvdimmHealth ToHealth(NvdimmDevice device, DateTime time)
    {
        HealthCause[] causes = _causes.Count == 0 ? [] : [.. _causes.Select(Judged).OrderByDescending(c => Rank(c.Level))];
        var reason = Reason(device);
        foreach (var property in HealthTable.Reported)
        {
            if (!_values.ContainsKey(property.Name))
            {
                _reasons.TryAdd(property.Name, reason);
            }
            else
            {
                _reasons.Remove(property.Name);
            }
        }

        // Without the firmware's answer the platform's flags still count: a bad flag is bad, and no flag is not good.
        var worst = causes.Length == 0 || causes[0].Level == HealthStatus.Unknown ? HealthStatus.Healthy : causes[0].Level;
        var isUnknown = worst == HealthStatus.Healthy && (!IsReported || Array.Exists(causes, c => c.Level == HealthStatus.Unknown));
        return new NvdimmHealth(_values)
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Family = device.Family,
            HealthStatus = HealthWords.Describe(isUnknown ? HealthStatus.Unknown : worst),
            Reason = causes.Length == 0 ? [] : [.. causes.Select(c => c.Reason).Distinct()],
            Causes = causes,
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

    /// <summary>An alarm that value and threshold contradict says so: some firmware sets its bit of itself.</summary>
    private HealthCause Judged(HealthCause cause)
    {
        if (cause.Contradicted is not { } meaning || Known(cause.Evidence[0]) is not { } value
            || Known(cause.Evidence[1]) is not { } threshold)
        {
            return cause;
        }

        var isGood = HealthTable.Get(cause.Evidence[0]).AlarmIsBelow ? value > threshold : value < threshold;
        return isGood ? cause with { Meaning = meaning } : cause;
    }

    private double? Known(string property) =>
        _values.TryGetValue(property, out var value) ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static double? Number(DsmFieldValue? field) => field?.Value is IConvertible number and not string
        ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
        : null;

    private static string Beyond(string function, string field, double percent) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}: {field} is {percent} %, which cannot be");

    private string Reason(NvdimmDevice device) =>
        Functions.Count == 0 ? "the firmware was not asked"
        : Failure is null ? $"the {device.Family} family does not report it"
        : $"not in what was answered: {Failure}";

    private static int Rank(HealthStatus status) => status == HealthStatus.Unknown ? 0 : (int)status;
}
