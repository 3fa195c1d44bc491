using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation.Firmware;
using F = NvdimmPS.NvdimmFirmware;

namespace NvdimmPS.Firmware;

/// <summary>What has been found out of one DIMM's firmware so far.</summary>
internal sealed class FirmwareReading(DsmCaller caller, NvdimmDevice device, DsmTarget target)
{
    private static readonly string[] Optional =
    [
        nameof(F.RunningVersion), nameof(F.StagedVersion), nameof(F.RunningSlot), nameof(F.Slots), nameof(F.StorageSize),
            nameof(F.UpdateCapability),
        nameof(F.CanUpdate), nameof(F.NeedsPowerCycle), nameof(F.ActivationState), nameof(F.ActivationResult),
            nameof(F.ActivationResultCode),
        nameof(F.ActivationResultBySpecification), nameof(F.ActivationResultByKernel),
    ];

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly List<string> _functions = [];
    private TimeSpan _latency;

    /// <summary>Whom it is asked of.</summary>
    public DsmTarget Target => target;

    /// <summary>Puts in a value; null is none.</summary>
    public void Set(string property, object? value)
    {
        if (value is not null)
        {
            _values[property] = value;
        }
    }

    /// <summary>Says why values are not known.</summary>
    public void Miss(string reason, params string[] properties)
    {
        foreach (var property in properties)
        {
            _reasons.TryAdd(property, reason);
        }
    }

    /// <summary>Asks one function.</summary>
    public DsmResult Ask(uint number, IReadOnlyDictionary<string, object?>? arguments = null)
    {
        var function = target.Family!.Get(number);
        var answer = caller.Invoke(target,
            new DsmCall(function, arguments is null ? DsmInput.None(function) : DsmInput.FromArguments(function, arguments)));
        _latency += answer.Latency;
        if (!_functions.Contains(function.ToString()))
        {
            _functions.Add(function.ToString());
        }

        return answer;
    }

    /// <summary>The raw number of a field; null where it is not reported, with the reason.</summary>
    public ulong? Number(DsmResult answer, string field, string property)
    {
        if (answer.Fields.FirstOrDefault(f => f.Name == field) is { Value: not null } found)
        {
            return found.Number;
        }

        Miss($"{answer.FunctionName}: {answer.Fields.FirstOrDefault(f => f.Name == field)?.Reason ?? "not in the answer"}", property);
        return null;
    }

    /// <summary>True where every one of these functions is offered.</summary>
    public bool Offers(params uint[] functions) => functions.All(f => target.Offers(target.Family!.Get(f)));

    /// <summary>The object, complete.</summary>
    public F ToFirmware(DateTime time)
    {
        foreach (var property in Optional.Where(p => !_values.ContainsKey(p)))
        {
            _reasons.TryAdd(property, $"the {device.Family} family does not report it");
        }

        if (device.UniqueId is null)
        {
            Miss(device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none", nameof(F.UniqueId));
        }

        return new F
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Family = device.Family,
            RunningVersion = Get<string>(nameof(F.RunningVersion)),
            StagedVersion = Get<string>(nameof(F.StagedVersion)),
            RunningSlot = Value<int>(nameof(F.RunningSlot)),
            Slots = Get<NvdimmFirmwareSlot[]>(nameof(F.Slots)),
            StorageSize = Value<ulong>(nameof(F.StorageSize)),
            UpdateCapability = Get<string[]>(nameof(F.UpdateCapability)),
            CanUpdate = Value<bool>(nameof(F.CanUpdate)),
            NeedsPowerCycle = Value<bool>(nameof(F.NeedsPowerCycle)),
            ActivationState = Get<string>(nameof(F.ActivationState)),
            ActivationResult = Get<string>(nameof(F.ActivationResult)),
            ActivationResultCode = Value<int>(nameof(F.ActivationResultCode)),
            ActivationResultBySpecification = Get<string>(nameof(F.ActivationResultBySpecification)),
            ActivationResultByKernel = Get<string>(nameof(F.ActivationResultByKernel)),
            Functions = [.. _functions],
            Latency = _latency,
            Time = time,
            Source = device.Source,
            Unavailable = _reasons.Where(r => !_values.ContainsKey(r.Key)).ToDictionary(r => r.Key, r => r.Value),
        };
    }

    private T? Get<T>(string property)
        where T : class => _values.GetValueOrDefault(property) as T;

    private T? Value<T>(string property)
        where T : struct => _values.TryGetValue(property, out var value) ? (T)value : null;
}
