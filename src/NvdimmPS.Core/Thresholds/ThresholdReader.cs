using System.Globalization;
using System.Runtime.ExceptionServices;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Thresholds;

/// <summary>Asks DIMMs for their thresholds. Sends nothing that writes.</summary>
public sealed class ThresholdReader
{
    private static readonly string[] Optional =
    [
        nameof(NvdimmThreshold.MediaTemperature), nameof(NvdimmThreshold.ControllerTemperature), nameof(NvdimmThreshold.SparesRemaining),
            nameof(NvdimmThreshold.LifeWarning), nameof(NvdimmThreshold.LifeError),
        nameof(NvdimmThreshold.EnergySourceLifetimeWarning), nameof(NvdimmThreshold.EnergySourceLifetimeError),
            nameof(NvdimmThreshold.EnergySourceTemperatureWarning),
        nameof(NvdimmThreshold.EnergySourceTemperatureError), nameof(NvdimmThreshold.AlarmsEnabled),
    ];

    private static readonly (string Field, string Property)[] OfModule =
    [
        ("MediaThrottlingStartThreshold", nameof(NvdimmThreshold.MediaThrottlingStart)),
        ("MediaThrottlingStopThreshold", nameof(NvdimmThreshold.MediaThrottlingStop)),
        ("MediaShutdownThreshold", nameof(NvdimmThreshold.MediaShutdown)),
        ("ControllerThrottlingStartThreshold", nameof(NvdimmThreshold.ControllerThrottlingStart)),
        ("ControllerThrottlingStopThreshold", nameof(NvdimmThreshold.ControllerThrottlingStop)),
        ("ControllerShutdownThreshold", nameof(NvdimmThreshold.ControllerShutdown)),
    ];

    private readonly DsmCaller _caller;
    private readonly TimeProvider _time;

    /// <summary>Asks through a caller, which keeps its nodes open.</summary>
    public ThresholdReader(DsmCaller caller, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        (_caller, _time) = (caller, time ?? TimeProvider.System);
    }

    /// <summary>The thresholds of a DIMM. Where it is asked by two functions, one that fails is a reason on the object.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="characteristics">
    /// Whether to ask the module too where it slows down and shuts down, which takes one call more; that fails as a reason on the object.
    /// </param>
    /// <exception cref="NvdimmException">Its family has none, or nothing of them could be read.</exception>
    public NvdimmThreshold Read(NvdimmDevice device, bool characteristics = false)
    {
        ArgumentNullException.ThrowIfNull(device);
        var target = NvdimmMachine.Target(device);
        var family = ThresholdFamily.For(target.Family?.Name)
            ?? throw ThresholdErrors.NotOffered(device.Name, device.Family, target.FamilyReason, ThresholdFamily.Names);
        var now = _time.GetUtcNow().UtcDateTime;
        var (answers, failures) = Ask(target, family);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in family.Fields)
        {
            if (answers.TryGetValue(field.Getter, out var answer))
            {
                Take(answer, field.Field, field.Property, values, reasons);
            }
            else
            {
                reasons[field.Property] = failures[field.Getter].Message;
            }
        }

        if (family.AlarmGetter is { } getter && answers.TryGetValue(getter, out var armed))
        {
            Take(armed, ThresholdFamily.Alarms, nameof(NvdimmThreshold.AlarmsEnabled), values, reasons);
        }

        foreach (var property in Optional.Where(p => !values.ContainsKey(p)))
        {
            reasons.TryAdd(property, property == nameof(NvdimmThreshold.AlarmsEnabled)
                ? $"the {device.Family} family does not say which alarms are armed"
                : $"the {device.Family} family has no such threshold");
        }

        var module = AskModule(target, characteristics, out var reason);
        foreach (var (field, property) in OfModule)
        {
            if (module is null)
            {
                reasons[property] = reason!;
            }
            else
            {
                Take(module, field, property, values, reasons);
            }
        }

        IReadOnlyCollection<DsmResult> asked = [.. answers.Values, .. module is null ? [] : new[] { module }];
        if (device.UniqueId is null)
        {
            reasons[nameof(NvdimmThreshold.UniqueId)] = device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none";
        }

        return new NvdimmThreshold
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Family = device.Family,
            MediaTemperature = Double(values, nameof(NvdimmThreshold.MediaTemperature)),
            ControllerTemperature = Double(values, nameof(NvdimmThreshold.ControllerTemperature)),
            SparesRemaining = Int(values, nameof(NvdimmThreshold.SparesRemaining)),
            LifeWarning = Int(values, nameof(NvdimmThreshold.LifeWarning)),
            LifeError = Int(values, nameof(NvdimmThreshold.LifeError)),
            EnergySourceLifetimeWarning = Int(values, nameof(NvdimmThreshold.EnergySourceLifetimeWarning)),
            EnergySourceLifetimeError = Int(values, nameof(NvdimmThreshold.EnergySourceLifetimeError)),
            EnergySourceTemperatureWarning = Double(values, nameof(NvdimmThreshold.EnergySourceTemperatureWarning)),
            EnergySourceTemperatureError = Double(values, nameof(NvdimmThreshold.EnergySourceTemperatureError)),
            MediaThrottlingStart = Double(values, nameof(NvdimmThreshold.MediaThrottlingStart)),
            MediaThrottlingStop = Double(values, nameof(NvdimmThreshold.MediaThrottlingStop)),
            MediaShutdown = Double(values, nameof(NvdimmThreshold.MediaShutdown)),
            ControllerThrottlingStart = Double(values, nameof(NvdimmThreshold.ControllerThrottlingStart)),
            ControllerThrottlingStop = Double(values, nameof(NvdimmThreshold.ControllerThrottlingStop)),
            ControllerShutdown = Double(values, nameof(NvdimmThreshold.ControllerShutdown)),
            AlarmsEnabled = values.TryGetValue(nameof(NvdimmThreshold.AlarmsEnabled), out var alarms)
                ? [.. ((string[])alarms).Select(ThresholdField.Alarm)]
                : null,
            Functions = [.. asked.Select(a => $"{a.Family} {a.Function} {a.FunctionName}")],
            Latency = asked.Aggregate(TimeSpan.Zero, (sum, a) => sum + a.Latency),
            Time = now,
            Source = device.Source,
            Unavailable = reasons,
        };
    }

    private (Dictionary<uint, DsmResult> Answers, Dictionary<uint, NvdimmException> Failures) Ask(DsmTarget target, ThresholdFamily family)
    {
        var answers = new Dictionary<uint, DsmResult>();
        var failures = new Dictionary<uint, NvdimmException>();
        foreach (var number in family.Getters)
        {
            var function = target.Family!.Get(number);
            try
            {
                answers[number] = _caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
            }
            catch (NvdimmException e) when (e is not NdOpenException)
            {
                failures[number] = e;
            }
        }

        if (answers.Count == 0)
        {
            ExceptionDispatchInfo.Throw(failures.Values.First());
        }

        return (answers, failures);
    }

    private DsmResult? AskModule(DsmTarget target, bool characteristics, out string? reason)
    {
        reason = !characteristics ? "not asked for: it takes one call more"
            : DsmFamilies.Intel.IsSameAs(target.Family) ? null
            : ModuleCaller.OnlyIntel;
        if (reason is not null)
        {
            return null;
        }

        try
        {
            return ModuleCaller.Ask(_caller, target, "GetCharacteristics");
        }
        catch (NvdimmException e) when (e is not NdOpenException)
        {
            reason = e.Message;
            return null;
        }
    }

    private static void Take(DsmResult answer, string name, string property, Dictionary<string, object> values, Dictionary<string,
        string> reasons)
    {
        if (answer.Find(name) is not { } field)
        {
            return;
        }

        if (field.Value is { } value)
        {
            values[property] = value;
        }
        else
        {
            reasons[property] = $"{answer.FunctionName}: {field.Reason}";
        }
    }

    private static double? Double(Dictionary<string, object> values, string property) =>
        values.TryGetValue(property, out var value) ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static int? Int(Dictionary<string, object> values, string property) =>
        values.TryGetValue(property, out var value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;
}
