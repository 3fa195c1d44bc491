using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Scrub;

/// <summary>
/// The scrub of a range by the firmware of a bus (ACPI 6.2, section 9.20.7). The kernel passes it on and does not look at the result:
/// what it finds is in the answer of the firmware, and not among the kernel's bad blocks.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Sends what only reads.</param>
/// <param name="time">The clock; the system's by default.</param>
public sealed class RangeScrub(NvdimmMachine machine, DsmCaller caller, TimeProvider? time = null)
{
    private const string Capabilities = "GetArsCapabilities", StartFunction = "StartArs", StatusFunction = "GetArsStatus";

    // Firmware of before ACPI 6.1 names no size of its status.
    private const int DefaultStatusSize = 4096;
    private const ulong Largest = 1 << 20;

    /// <summary>True where the firmware of a bus scrubs.</summary>
    public static bool IsOfferedBy(NvdimmBus bus) => NvdimmMachine.Target(bus).OffersLegacy(DsmFamilies.NfitBus.Find(StatusFunction)!);

    /// <summary>Begins the scrub of a range.</summary>
    /// <exception cref="NvdimmException">The firmware cannot scrub there, or scrubs already.</exception>
    public ChangePlan Start(NvdimmBus bus, MemoryRange range)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(range);
        var (target, function) = Find(bus, StartFunction);
        if (bus.ScrubState == "active")
        {
            throw ScrubErrors.Running(bus);
        }

        var place = range.Within(machine.Topology);
        var can = Ask(bus, Capabilities, place).Find("ScrubTypes")?.Value as string[] ?? [];
        if (!can.Contains("Persistent"))
        {
            throw ScrubErrors.NotThere(bus, place);
        }

        return new ChangePlan
        {
            Target = place.Region ?? bus.Name,
            Action = $"Scrub {place} by the firmware of the bus",
            Steps = [new CallStep(target, Call(function, place)) { Namespaces = place.Namespaces }],
            Values = [new ValueChange(nameof(NvdimmScrubResult.State), bus.ScrubState ?? "idle", "InProgress")],
        };
    }

    /// <summary>What the firmware says of its last scrub.</summary>
    /// <exception cref="NvdimmException">It has none, or gives no answer.</exception>
    public NvdimmScrubResult Read(NvdimmBus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        var (target, function) = Find(bus, StatusFunction);
        var answer = caller.Invoke(target, new DsmCall(function, DsmInput.FromArguments(function, new Dictionary<string, object?>()))
        {
            Route = DsmRoute.Legacy,
            OutputSize = StatusSize(bus),
        });
        var state = $"{answer.Find("ScrubState")?.Value}";
        var hasResults = state is not ("InProgress" or "NoneThisBoot");
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!hasResults)
        {
            foreach (var property in (string[])[nameof(NvdimmScrubResult.Address), nameof(NvdimmScrubResult.Length),
                nameof(NvdimmScrubResult.IsOverflow), nameof(NvdimmScrubResult.Errors)])
            {
                reasons[property] = state == "InProgress" ? "the scrub has not ended" : "no range was scrubbed since the machine started";
            }
        }

        var isOver = state == "Complete";
        return new NvdimmScrubResult
        {
            Bus = bus.Name,
            State = state,
            Address = hasResults ? Number(answer, "Address") : null,
            Length = hasResults ? Number(answer, "Length") : null,
            RestartAddress = hasResults && !isOver ? Number(answer, "RestartAddress") : null,
            RestartLength = hasResults && !isOver ? Number(answer, "RestartLength") : null,
            IsOverflow = hasResults ? (answer.Find("Options")?.Value as string[])?.Contains("Overflow") : null,
            Errors = hasResults ? [.. Errors(bus, answer)] : null,
            Time = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime,
            Source = answer.Source,
            Unavailable = reasons,
        };
    }

    /// <summary>Waits until the firmware of a bus scrubs no more.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="limit">How long to wait; null waits for ever.</param>
    /// <param name="progress">Called each time with the state and how long was waited.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="NvdimmException">It has no scrub, gives no answer, or has not ended in time.</exception>
    public NvdimmScrubResult Await(NvdimmBus bus, TimeSpan? limit, Action<NvdimmScrubResult, TimeSpan>? progress = null,
        CancellationToken stop = default)
    {
        var (result, isOver) = new LongOperation(time).Await(() => Read(bus), r => r.State != "InProgress", limit, progress, stop: stop);
        return isOver ? result : throw ScrubErrors.NotEnded(result.Bus, limit!.Value);
    }

    private IEnumerable<NvdimmScrubError> Errors(NvdimmBus bus, DsmResult answer)
    {
        var dimms = machine.Topology.GetDevices(TopologyDetail.Brief).Where(d => d.Bus == bus.Name).ToList();
        foreach (var record in answer.Find("Records")?.Value as DsmFieldValue[][] ?? [])
        {
            var (address, length, handle) = (Number(record, "Address"), Number(record, "Length"), Number(record, "Handle"));
            var place = Place(new MemoryRange(address, length));
            yield return new NvdimmScrubError
            {
                Bus = bus.Name,
                Address = address,
                Length = length,
                Dimm = dimms.Find(d => d.Handle == handle)?.Name,
                Region = place.Region,
                Namespaces = [.. place.Namespaces],
            };
        }
    }

    /// <summary>What firmware says may reach beyond a region, and is shown all the same.</summary>
    private MemoryRange Place(MemoryRange range)
    {
        try
        {
            return range.Length == 0 ? range : range.In(machine.Topology);
        }
        catch (NvdimmException)
        {
            return range;
        }
    }

    /// <summary>The kernel refuses a buffer that is smaller than the answer; the size is the same for all ranges of a platform.</summary>
    private int StatusSize(NvdimmBus bus)
    {
        var region = machine.Topology.GetRegions().FirstOrDefault(r => r.Bus == bus.Name && r is { Resource: not null, Size: > 0 });
        if (region is null)
        {
            return DefaultStatusSize;
        }

        var most = Ask(bus, Capabilities, new MemoryRange(region.Resource!.Value, region.Size!.Value)).Find("MaxStatusSize")?.Number ?? 0;
        return most is > DefaultStatusSize and <= Largest ? (int)most : DefaultStatusSize;
    }

    private DsmResult Ask(NvdimmBus bus, string name, MemoryRange range)
    {
        var (target, function) = Find(bus, name);
        return caller.Invoke(target, Call(function, range));
    }

    /// <summary>The kernel takes these functions by their legacy commands only.</summary>
    private static DsmCall Call(DsmFunction function, MemoryRange range) => new(function, DsmInput.FromArguments(function,
        new Dictionary<string, object?> { ["Address"] = range.Address, ["Length"] = range.Length })) { Route = DsmRoute.Legacy };

    private static (DsmTarget Target, DsmFunction Function) Find(NvdimmBus bus, string name)
    {
        var (target, function) = (NvdimmMachine.Target(bus), DsmFamilies.NfitBus.Find(name)!);
        return target.OffersLegacy(function) ? (target, function) : throw ScrubErrors.NotOffered(bus, function);
    }

    private static ulong? Number(DsmResult answer, string name) => answer.Find(name) is { Valid: true } field ? field.Number : null;

    private static ulong Number(DsmFieldValue[] fields, string name) => Array.Find(fields, f => f.Name == name)?.Number ?? 0;
}
