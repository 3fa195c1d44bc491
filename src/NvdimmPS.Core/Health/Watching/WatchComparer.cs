using static NvdimmPS.Health.Watching.WatchKind;
using static NvdimmPS.Health.Watching.WatchSeverity;

namespace NvdimmPS.Health.Watching;

/// <summary>
/// Tells what changed between two moments. It waits for nothing and asks nobody: what was known goes in, and comes out
/// with what the new moment adds to it.
/// </summary>
internal static class WatchComparer
{
    /// <summary>What changed, and what is known from now on.</summary>
    public static (IReadOnlyList<NvdimmEvent> Events, WatchSnapshot Known) Compare(WatchSnapshot known, WatchSnapshot now)
    {
        var events = new List<NvdimmEvent>();
        var dimms = new Dictionary<string, WatchedDimm>(StringComparer.Ordinal);
        foreach (var gone in known.Dimms.Values.Where(d => !now.Dimms.TryGetValue(d.Name, out var same) || IsOther(d, same)))
        {
            events.Add(Of(Removal, gone.Name, "present", "absent", $"{gone.Name} ({gone.UniqueId ?? "no identity"}) went away", Warning));
        }

        foreach (var dimm in now.Dimms.Values)
        {
            var before = known.Dimms.GetValueOrDefault(dimm.Name);
            if (before is null || IsOther(before, dimm))
            {
                events.Add(Of(Arrival, dimm.Name, "absent", "present", $"{dimm.Name} ({dimm.UniqueId ?? "no identity"}) came", Information));
                before = new WatchedDimm { Name = dimm.Name };
            }

            dimms[dimm.Name] = DimmComparer.Compare(before, dimm, events);
        }

        return (events, new WatchSnapshot
        {
            Dimms = dimms,
            Buses = now.Buses.ToDictionary(b => b.Key, b => Scrubs(known.Buses.GetValueOrDefault(b.Key), b.Value, events)),
            BadBlocks = now.BadBlocks.ToDictionary(r => r.Key, r => Blocks(r.Key, known.BadBlocks.GetValueOrDefault(r.Key), r.Value, events)),
        });
    }

    /// <summary>The state at the start, as events that have no before.</summary>
    public static IReadOnlyList<NvdimmEvent> Initial(WatchSnapshot now)
    {
        var events = new List<NvdimmEvent>();
        foreach (var dimm in now.Dimms.Values)
        {
            DimmComparer.Initial(dimm, events);
        }

        foreach (var bus in now.Buses.Values.Where(b => b.Scrub is not null))
        {
            events.Add(new() { Kind = Scrub, Target = bus.Name, Property = "ScrubState", To = bus.Scrub, Message = $"{bus.Name}: scrub {bus.Scrub}, {bus.Scrubs} completed", IsInitial = true });
        }

        foreach (var (region, count) in now.BadBlocks.Where(r => r.Value is not null))
        {
            events.Add(new() { Kind = BadBlock, Target = region, Property = "BadBlockCount", To = $"{count}", Message = $"{region}: {count} bad blocks", Severity = count > 0 ? Warning : Information, IsInitial = true });
        }

        return events;
    }

    private static bool IsOther(WatchedDimm before, WatchedDimm now) => before.UniqueId is { } old && now.UniqueId is { } id && old != id;

    private static WatchedBus Scrubs(WatchedBus? before, WatchedBus now, List<NvdimmEvent> events)
    {
        now = now with { Scrub = now.Scrub ?? before?.Scrub, Scrubs = now.Scrubs ?? before?.Scrubs };
        if (before?.Scrub is not { } from || now.Scrub is not { } to)
        {
            return now;
        }

        if (from != to)
        {
            var message = to == "active" ? $"{now.Name}: a scrub began" : $"{now.Name}: a scrub ended, {now.Scrubs} completed";
            events.Add(new() { Kind = Scrub, Target = now.Name, Property = "ScrubState", From = from, To = to, Message = message });
        }
        else if (now.Scrubs > before.Scrubs)
        {
            events.Add(new() { Kind = Scrub, Target = now.Name, Property = "ScrubCount", From = $"{before.Scrubs}", To = $"{now.Scrubs}", Message = $"{now.Name}: a scrub began and ended, {now.Scrubs} completed" });
        }

        return now;
    }

    private static ulong? Blocks(string region, ulong? before, ulong? now, List<NvdimmEvent> events)
    {
        if (before is { } from && now is { } to && from != to)
        {
            events.Add(new()
            {
                Kind = BadBlock, Target = region, Property = "BadBlockCount", From = $"{from}", To = $"{to}", Reason = to > from ? [HealthCauses.Uncorrectable.Reason] : [],
                Message = $"{region}: {to} bad blocks, before {from}", Severity = to > from ? Error : Information,
            });
        }

        return now ?? before;
    }

    private static NvdimmEvent Of(WatchKind kind, string dimm, string from, string to, string message, WatchSeverity severity) =>
        new() { Kind = kind, Dimm = dimm, Target = dimm, From = from, To = to, Message = message, Severity = severity };
}
