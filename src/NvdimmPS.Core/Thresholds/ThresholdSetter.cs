using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Thresholds;

/// <summary>
/// Sets thresholds: everything is checked before anything is sent, what was not named stays as it is, and what the firmware
/// made of it is read back.
/// </summary>
public sealed class ThresholdSetter
{
    private readonly DsmCaller _caller;
    private readonly ThresholdReader _reader;

    /// <summary>Sends through a caller, which keeps its nodes open.</summary>
    public ThresholdSetter(DsmCaller caller, TimeProvider? time = null)
    {
        _caller = caller;
        _reader = new ThresholdReader(caller, time);
    }

    /// <summary>What a request means for a DIMM. Reads the thresholds of now; sends nothing that writes.</summary>
    /// <exception cref="NvdimmException">It cannot be; the message says why.</exception>
    public ThresholdPlan Plan(NvdimmDevice device, ThresholdRequest request)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        var target = NvdimmMachine.Target(device);
        var family = ThresholdFamily.For(target.Family?.Name)
            ?? throw ThresholdErrors.NotOffered(device.Name, device.Family, target.FamilyReason, ThresholdFamily.Names);
        var groups = Groups(device, target, family, request);
        var now = _reader.Read(device);
        if (family.ArmedBy is { } arming)
        {
            groups = new() { [arming] = Whole(target.Family!.Get(arming), family, now, request) };
        }

        var before = ThresholdText.Format(now);
        var changes = new List<ValueChange>();
        var calls = new List<DsmCall>();
        foreach (var (number, arguments) in groups)
        {
            var function = target.Family!.Get(number);
            var input = DsmInput.FromArguments(function, arguments);
            var sent = Sent(family, function, input, arguments.Keys)
                .Select(s => new ValueChange(s.Property, before[s.Property], s.Text)).Where(c => c.Old != c.New).ToList();
            changes.AddRange(sent);
            if (sent.Count > 0)
            {
                calls.Add(new DsmCall(function, input));
            }
        }

        return new ThresholdPlan { Device = device, Now = now, Changes = changes, Calls = calls };
    }

    /// <summary>The plan as calls.</summary>
    public static ChangePlan Change(ThresholdPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var target = NvdimmMachine.Target(plan.Device);
        return new ChangePlan { Target = plan.Device.Name, Action = plan.ToString(), Values = plan.Changes,
            Steps = [.. plan.Calls.Select(c => new CallStep(target, c))] };
    }

    /// <summary>Reads back the result of a plan that was sent.</summary>
    /// <exception cref="NvdimmException">The firmware did not take it.</exception>
    public NvdimmThreshold Verify(ThresholdPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var after = _reader.Read(plan.Device);
        var wanted = ThresholdText.Format(plan.Now);
        foreach (var change in plan.Changes)
        {
            wanted[change.Field] = change.New;
        }

        var got = ThresholdText.Format(after);
        var wrong = wanted.Where(w => got[w.Key] != w.Value).Select(w => (w.Key, w.Value, got[w.Key])).ToArray();
        return wrong.Length == 0 ? after : throw ThresholdErrors.NotTaken(plan.Device.Name, wrong);
    }

    /// <summary>The functions to call with what is given, held against their ranges.</summary>
    private static SortedDictionary<uint, Dictionary<string,
        object?>> Groups(NvdimmDevice device, DsmTarget target, ThresholdFamily family, ThresholdRequest request)
    {
        if (request.Arms && family.ArmedBy is null)
        {
            throw ThresholdErrors.AlarmsNotSettable(device.Name, target.Family!);
        }

        var groups = new SortedDictionary<uint, Dictionary<string, object?>>();
        foreach (var (name, value) in request.Values)
        {
            if (family.Find(name) is not { Setter: { } setter } field)
            {
                throw ThresholdErrors.NotSettable(device.Name, target.Family!, name, family.Fields.Where(f => f.Setter is not null)
                    .Select(f => f.Property));
            }

            if (!groups.TryGetValue(setter, out var arguments))
            {
                groups[setter] = arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
            }

            arguments[field.Field] = value;
        }

        foreach (var number in family.ArmedBy is { } arming ? [arming] : groups.Keys.ToArray())
        {
            var function = target.Family!.Get(number);
            target.Routes(function, DsmRoute.Auto);
            if (groups.TryGetValue(number, out var arguments))
            {
                _ = DsmInput.FromArguments(function, arguments);
            }
        }

        return groups;
    }

    /// <summary>All thresholds and alarms in one: what is given, and what is there now for the rest.</summary>
    private static Dictionary<string,
        object?> Whole(DsmFunction function, ThresholdFamily family, NvdimmThreshold now, ThresholdRequest request)
    {
        string[] armed = [.. (now.AlarmsEnabled ?? []).Union(request.Values.Keys).Union(request.Enable).Except(request.Disable)];
        var whole = new Dictionary<string, object?>(StringComparer.Ordinal) { [ThresholdFamily.Alarms] = armed };
        foreach (var field in family.Fields)
        {
            object? current = field.Property switch
            {
                nameof(NvdimmThreshold.MediaTemperature) => now.MediaTemperature,
                nameof(NvdimmThreshold.ControllerTemperature) => now.ControllerTemperature,
                _ => now.SparesRemaining,
            };
            if (request.Values.TryGetValue(field.Property, out var given))
            {
                whole[field.Field] = given;
            }
            else if (current is not null && (armed.Contains(field.Property) || MayBeSent(function, field.Field, current)))
            {
                whole[field.Field] = current;
            }
        }

        return whole;
    }

    /// <summary>A value that was never set can be out of range; that does not matter while its alarm is not armed.</summary>
    private static bool MayBeSent(DsmFunction function, string name, object value)
    {
        var (field, number) = (function.Input!.Find(name)!, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        return !(number < field.Minimum || number > field.Maximum);
    }

    /// <summary>What the bytes mean, in the shared words: a temperature is rounded to what the field can hold.</summary>
    private static IEnumerable<(string Property, string Text)> Sent(ThresholdFamily family, DsmFunction function, byte[] input,
        Dictionary<string, object?>.KeyCollection names)
    {
        foreach (var field in DsmDecoder.DecodeInput(function, input).Where(f => names.Contains(f.Name)))
        {
            if (field.Name == ThresholdFamily.Alarms)
            {
                yield return (nameof(NvdimmThreshold.AlarmsEnabled),
                    ThresholdText.Alarms(((string[])field.Value!).Select(ThresholdField.Alarm)));
            }
            else if (Array.Find(family.Fields, f => f.Setter == function.Number && f.Field == field.Name) is { } known)
            {
                yield return (known.Property, ThresholdText.Value(known.Property, field.Value));
            }
        }
    }
}
