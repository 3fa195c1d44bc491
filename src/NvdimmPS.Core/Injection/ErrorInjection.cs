using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Injection;

/// <summary>
/// Memory errors for tests, by the firmware of a bus (ACPI 6.2, section 9.20.7: ARS Error Inject, its Clear and its Query).
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="allowHardware">Whether it may be another bus than a simulated or a test bus.</param>
public sealed class ErrorInjection(NvdimmMachine machine, bool allowHardware)
{
    private const string InjectFunction = "ArsErrorInject", ClearFunction = "ArsErrorInjectClear",
        ListFunction = "GetArsErrorInjectStatus";

    /// <summary>True where a bus can say which errors are injected.</summary>
    public static bool IsOfferedBy(NvdimmBus bus) => NvdimmMachine.Target(bus).OffersCall(DsmFamilies.NfitBus.Find(ListFunction)!);

    /// <summary>Has memory fail when it is read.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="ranges">Where.</param>
    /// <param name="notify">Whether the firmware tells the kernel at once; else a scrub or a read finds them.</param>
    /// <exception cref="NvdimmException">The bus cannot, or may not.</exception>
    public ChangePlan Add(NvdimmBus bus, IReadOnlyList<MemoryRange> ranges, bool notify = true) =>
        Plan(bus, ranges, InjectFunction, "Inject errors into", notify ? "NotifyOs" : null);

    /// <summary>Takes injected errors back. The kernel's bad blocks stay until they are cleared or written.</summary>
    /// <exception cref="NvdimmException">The bus cannot, or may not.</exception>
    public ChangePlan Remove(NvdimmBus bus, IReadOnlyList<MemoryRange> ranges) =>
        Plan(bus, ranges, ClearFunction, "Remove the injected errors of", null);

    /// <summary>The errors that are injected now.</summary>
    /// <exception cref="NvdimmException">The bus cannot tell.</exception>
    public IEnumerable<NvdimmInjectedError> Read(NvdimmBus bus, DsmCaller caller)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(caller);
        var (target, function) = Find(bus, ListFunction);
        var answer = caller.Invoke(target, new DsmCall(function, DsmInput.FromArguments(function, new Dictionary<string, object?>())));
        foreach (var record in answer.Find("Records")?.Value as DsmFieldValue[][] ?? [])
        {
            var range = new MemoryRange(Number(record, "Address"), Number(record, "Length"));
            var place = range.Length == 0 ? range : range.In(machine.Topology);
            yield return new NvdimmInjectedError
            {
                Bus = bus.Name,
                Address = range.Address,
                Length = range.Length,
                Region = place.Region,
                Namespaces = [.. place.Namespaces],
                Source = answer.Source,
            };
        }
    }

    private ChangePlan Plan(NvdimmBus bus, IReadOnlyList<MemoryRange> ranges, string name, string action, string? options)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(ranges);
        InjectionGate.Ensure(machine.Kernel, bus.Name, bus.Provider, allowHardware);
        if (ranges.Count == 0)
        {
            throw InjectionErrors.Nothing("range");
        }

        var (target, function) = Find(bus, name);
        return new ChangePlan
        {
            Target = bus.Name,
            Action = $"{action} {string.Join(", ", ranges)}",
            Steps =
            [
                .. ranges.Select(range =>
                {
                    var arguments = new Dictionary<string, object?> { ["Address"] = range.Address, ["Length"] = range.Length };
                    if (options is not null)
                    {
                        arguments["Options"] = options;
                    }

                    return new CallStep(target, new DsmCall(function, DsmInput.FromArguments(function, arguments)))
                    {
                        Namespaces = range.Within(machine.Topology).Namespaces,
                    };
                }),
            ],
        };
    }

    private static (DsmTarget Target, DsmFunction Function) Find(NvdimmBus bus, string name)
    {
        var (target, function) = (NvdimmMachine.Target(bus), DsmFamilies.NfitBus.Find(name)!);
        return target.OffersCall(function)
            ? (target, function)
            : throw InjectionErrors.NotOffered(bus.Name, "the injection of memory errors", function.ToString());
    }

    private static ulong Number(DsmFieldValue[] fields, string name) => Array.Find(fields, f => f.Name == name)?.Number ?? 0;
}
