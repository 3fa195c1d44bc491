using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Injection;

/// <summary>
/// Health values for tests, by the firmware of a DIMM: Intel's Inject Error (V1.6, function 18) and PAPR's PDSM smart inject
/// (papr_pdsm.h, 2). What is shown changes; no data do.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="allowHardware">Whether it may be a DIMM of another bus than a simulated or a test bus.</param>
public sealed class SmartInjection(NvdimmMachine machine, bool allowHardware)
{
    private const string Temperature = "MediaTemperature", Spares = "SparesRemaining", Fatal = "FatalError", Dirty = "DirtyShutdown";

    private static readonly Dictionary<NdFamily, (string Function, string[] Values)> Families = new()
    {
        [NdFamily.Intel] = ("InjectError", [Temperature, Spares, Fatal, Dirty]),
        [NdFamily.Papr] = ("InjectSmart", [Fatal, Dirty]),
    };

    /// <summary>What can be injected.</summary>
    public static IReadOnlyList<string> Names { get; } = [Temperature, Spares, Fatal, Dirty];

    /// <summary>Has a DIMM show other values.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="values">By name: a temperature in °C, spares in percent, true for a fatal error and for a dirty shutdown.</param>
    /// <exception cref="NvdimmException">The DIMM cannot, or may not.</exception>
    public ChangePlan Set(NvdimmDevice device, IReadOnlyDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Plan(device, [.. values.Keys], name => name is Temperature or Spares ? (name, values[name]) : (name + "Enable", "Enable"),
            "Inject", name => values[name] is true ? "injected" : $"{values[name]}{(name == Temperature ? " °C" : " %")}");
    }

    /// <summary>Has a DIMM show its own values again.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="names">Which; all that its family can inject when empty.</param>
    /// <exception cref="NvdimmException">The DIMM cannot, or may not.</exception>
    public ChangePlan Clear(NvdimmDevice device, IReadOnlyCollection<string> names) =>
        Plan(device, names, name => (name + "Enable", "Disable"), "Stop injecting", _ => "its own value");

    private ChangePlan Plan(NvdimmDevice device, IReadOnlyCollection<string> names, Func<string, (string Field, object Value)> argument,
        string action, Func<string, string> shown)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(names);
        InjectionGate.Ensure(machine.Kernel, device.Name, device.Provider, allowHardware);
        var target = NvdimmMachine.Target(device);
        if (target.Family is not { } family || !Families.TryGetValue((NdFamily)family.Code, out var can))
        {
            throw InjectionErrors.NotOffered(device.Name, "the injection of health values",
                target.FamilyReason ?? $"the family {target.Family} has no function for it");
        }

        if (names.Except(can.Values).FirstOrDefault() is { } other)
        {
            throw InjectionErrors.NotOfFamily(device.Name, family, other, can.Values);
        }

        var function = family.Find(can.Function)!;
        target.Routes(function, DsmRoute.Auto);
        var wanted = names.Count == 0 ? can.Values : [.. names];
        var input = DsmInput.FromArguments(function, wanted.Select(argument).ToDictionary(a => a.Field, a => (object?)a.Value));
        // The table counts it as destructive, since a fatal error may keep a platform from using the DIMM; here it is one that is shown.
        return new ChangePlan
        {
            Target = device.Name,
            Action = $"{action} {string.Join(", ", wanted)}",
            Steps = [new CallStep(target, new DsmCall(function, input), function with { Danger = DsmDanger.Write })],
            Values = [.. wanted.Select(name => new ValueChange(name, string.Empty, shown(name)))],
        };
    }
}
