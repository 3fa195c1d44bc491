using System.Globalization;
using NvdimmPS.Health;
using static NvdimmPS.Watching.WatchKind;
using static NvdimmPS.Watching.WatchSeverity;

namespace NvdimmPS.Watching;

/// <summary>
/// Tells what changed between two moments. It waits for nothing and reads nothing: what was known goes in, and comes out
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
            events.Add(
                Event(Removal, gone.Name, "present", "absent", $"{gone.Name} ({gone.UniqueId ?? "no identity"}) went away", Warning));
        }

        foreach (var dimm in now.Dimms.Values)
        {
            var before = known.Dimms.GetValueOrDefault(dimm.Name);
            if (before is null || IsOther(before, dimm))
            {
                events.Add(
                    Event(Arrival, dimm.Name, "absent", "present", $"{dimm.Name} ({dimm.UniqueId ?? "no identity"}) came", Information));
                before = new WatchedDimm { Name = dimm.Name, UniqueId = dimm.UniqueId };
            }

            dimms[dimm.Name] = Next(before, dimm, events);
        }

        return (events, new WatchSnapshot
        {
            Dimms = dimms,
            Buses = now.Buses.ToDictionary(b => b.Key, b => Scrubs(known.Buses.GetValueOrDefault(b.Key), b.Value, events)),
            BadBlocks =
                now.BadBlocks.ToDictionary(r => r.Key, r => Blocks(r.Key, known.BadBlocks.GetValueOrDefault(r.Key), r.Value, events)),
        });
    }

    /// <summary>The state at the start, as events that have no before.</summary>
    public static IReadOnlyList<NvdimmEvent> Initial(WatchSnapshot now)
    {
        var events = new List<NvdimmEvent>();
        foreach (var dimm in now.Dimms.Values.Where(d => !d.IsAwaited))
        {
            DimmComparer.Initial(dimm, events);
        }

        foreach (var bus in now.Buses.Values.Where(b => b.Scrub is not null))
        {
            events.Add(new() { Kind = WatchKind.Scrub, Target = bus.Name, Property = "ScrubState", To = bus.Scrub,
                Message = $"{bus.Name}: scrub {bus.Scrub}, {bus.Scrubs} completed", IsInitial = true });
        }

        foreach (var (region, count) in now.BadBlocks.Where(r => r.Value is not null))
        {
            events.Add(new() { Kind = BadBlock, Target = region, Property = "BadBlockCount", To = $"{count}",
                Message = $"{region}: {count} bad blocks", Severity = count > 0 ? Warning : Information, IsInitial = true });
        }

        return events;
    }

    /// <summary>
    /// What is known of a DIMM from now on. A DIMM that had not answered at the start still reports its first state as initial.
    /// </summary>
    private static WatchedDimm Next(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events)
    {
        if (now.IsAwaited)
        {
            return before;
        }

        if (!before.IsAwaited)
        {
            return DimmComparer.Compare(before, now, events);
        }

        DimmComparer.Initial(now, events);
        return now;
    }

    private static bool IsOther(WatchedDimm before, WatchedDimm now) => before.UniqueId is { } old && now.UniqueId is { } id && old != id;

    private static WatchedBus Scrubs(WatchedBus? before, WatchedBus now, List<NvdimmEvent> events)
    {
        now = now with { Scrub = now.Scrub ?? before?.Scrub, Scrubs = now.Scrubs ?? before?.Scrubs };
        var goesOn = now.Scrub == "active" && before?.Scrub == "active" && now.Scrubs == before.Scrubs;
        now = now with { Since = now.Scrub != "active" ? null : goesOn ? before!.Since ?? before.Time : now.Time };
        if (before?.Scrub is not { } from || now.Scrub is not { } to)
        {
            return now;
        }

        // A scrub that was seen under way and is over is told as its end; each other one that is over, by its count.
        var others = (now.Scrubs ?? 0) - (before.Scrubs ?? 0) - (from == "active" && to == "idle" ? 1 : 0);
        if (others > 0)
        {
            events.Add(new() { Kind = WatchKind.Scrub, Target = now.Name, Property = "ScrubCount", From = $"{before.Scrubs}",
                To = $"{now.Scrubs}",
                Message = $"{now.Name}: {now.Scrubs} scrubs completed, before {before.Scrubs}" });
        }

        if (from != to)
        {
            var message = to == "active" ? $"{now.Name}: a scrub began" : $"{now.Name}: a scrub ended, {now.Scrubs} completed";
            events.Add(new()
            {
                Kind = WatchKind.Scrub, Target = now.Name, Property = "ScrubState", From = from, To = to, Message = message,
            });
        }

        if (now.IsLong && !before.IsLong)
        {
            events.Add(new() { Kind = WatchKind.Scrub, Target = now.Name, Property = "ScrubState", From = from, To = to, Severity = Warning,
                Message = FormattableString.Invariant($"{now.Name}: a scrub has not ended since {now.Since:u}") });
        }

        return now;
    }

    private static ulong? Blocks(string region, ulong? before, ulong? now, List<NvdimmEvent> events)
    {
        // The first that is heard of a region is news where it is bad.
        if (now is { } to && to != (before ?? 0))
        {
            var grew = to > (before ?? 0);
            events.Add(new()
            {
                Kind = BadBlock, Target = region, Property = "BadBlockCount", From = before?.ToString(CultureInfo.InvariantCulture), To =
                    $"{to}", Reason = grew ? [HealthCauses.Uncorrectable.Reason] : [],
                Message = $"{region}: {to} bad blocks{(before is null ? "" : $", before {before}")}", Severity = grew ? Error : Information,
            });
        }

        return now ?? before;
    }

    private static NvdimmEvent Event(WatchKind kind, string dimm, string from, string to, string message, WatchSeverity severity) =>
        new() { Kind = kind, Dimm = dimm, Target = dimm, From = from, To = to, Message = message, Severity = severity };
}
