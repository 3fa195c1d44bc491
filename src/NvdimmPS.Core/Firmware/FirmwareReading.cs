using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>What has been found out of one DIMM's firmware so far.</summary>
internal sealed class FirmwareReading(DsmCaller caller, NvdimmDevice device, DsmTarget target)
{
    private static readonly string[] Optional =
    [
        nameof(NvdimmFirmware.RunningVersion), nameof(NvdimmFirmware.StagedVersion), nameof(NvdimmFirmware.RunningSlot),
            nameof(NvdimmFirmware.Slots), nameof(NvdimmFirmware.StorageSize),
            nameof(NvdimmFirmware.UpdateCapability),
        nameof(NvdimmFirmware.CanUpdate), nameof(NvdimmFirmware.NeedsPowerCycle), nameof(NvdimmFirmware.ActivationState),
            nameof(NvdimmFirmware.ActivationResult),
            nameof(NvdimmFirmware.ActivationResultCode),
        nameof(NvdimmFirmware.ActivationResultBySpecification), nameof(NvdimmFirmware.ActivationResultByKernel),
    ];

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly List<string> _functions = [];
    private TimeSpan _latency;

    /// <summary>The DIMM.</summary>
    public DsmTarget Target => target;

    /// <summary>The functions that were asked.</summary>
    public IReadOnlyList<string> Functions => _functions;

    /// <summary>How long they took.</summary>
    public TimeSpan Latency => _latency;

    /// <summary>The version that runs; null where it is not known, and why.</summary>
    public (string? Version, string? Reason) Running => (Get<string>(nameof(NvdimmFirmware.RunningVersion)),
        _reasons.GetValueOrDefault(nameof(NvdimmFirmware.RunningVersion)));

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
        var found = answer.Find(field);
        if (found is { Value: not null })
        {
            return found.Number;
        }

        Miss($"{answer.FunctionName}: {found?.Reason ?? "not in the answer"}", property);
        return null;
    }

    /// <summary>True where every one of these functions is offered.</summary>
    public bool Offers(params uint[] functions) => functions.All(f => target.Offers(target.Family!.Get(f)));

    /// <summary>The object, complete.</summary>
    public NvdimmFirmware ToFirmware(DateTime time)
    {
        foreach (var property in Optional.Where(p => !_values.ContainsKey(p)))
        {
            _reasons.TryAdd(property, $"the {device.Family} family does not report it");
        }

        if (device.UniqueId is null)
        {
            Miss(device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none", nameof(NvdimmFirmware.UniqueId));
        }

        return new NvdimmFirmware
        {
            Dimm = device.Name,
            Bus = device.Bus,
            UniqueId = device.UniqueId,
            Family = device.Family,
            RunningVersion = Get<string>(nameof(NvdimmFirmware.RunningVersion)),
            StagedVersion = Get<string>(nameof(NvdimmFirmware.StagedVersion)),
            RunningSlot = Value<int>(nameof(NvdimmFirmware.RunningSlot)),
            Slots = Get<NvdimmFirmwareSlot[]>(nameof(NvdimmFirmware.Slots)),
            StorageSize = Value<ulong>(nameof(NvdimmFirmware.StorageSize)),
            UpdateCapability = Get<string[]>(nameof(NvdimmFirmware.UpdateCapability)),
            CanUpdate = Value<bool>(nameof(NvdimmFirmware.CanUpdate)),
            NeedsPowerCycle = Value<bool>(nameof(NvdimmFirmware.NeedsPowerCycle)),
            ActivationState = Get<string>(nameof(NvdimmFirmware.ActivationState)),
            ActivationResult = Get<string>(nameof(NvdimmFirmware.ActivationResult)),
            ActivationResultCode = Value<int>(nameof(NvdimmFirmware.ActivationResultCode)),
            ActivationResultBySpecification = Get<string>(nameof(NvdimmFirmware.ActivationResultBySpecification)),
            ActivationResultByKernel = Get<string>(nameof(NvdimmFirmware.ActivationResultByKernel)),
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
