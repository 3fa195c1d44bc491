using NvdimmPS.Health;
using NvdimmPS.Inventory;
using static NvdimmPS.Watching.WatchKind;
using static NvdimmPS.Watching.WatchSeverity;

namespace NvdimmPS.Watching;

/// <summary>Tells what changed of one DIMM.</summary>
internal static class DimmComparer
{
    private const string Answers = "Answers";

    /// <summary>Each change once; what is known from now on.</summary>
    public static WatchedDimm Compare(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events)
    {
        Asking(before, now, events);
        var known = Merge(before, now);
        Health(before, known, events);
        Alarms(before, known, events);
        Shutdown(before, known, events);
        if (before.Security is { } from && known.Security is { } to && from != to)
        {
            events.Add(Event(known, WatchKind.Security, nameof(known.Security), from, to, $"{known.Name}: security {to}, before {from}",
                to is SecurityWords.Locked or SecurityWords.Overwriting ? Warning : Information));
        }

        if (before.SecurityFrozen is { } was && known.SecurityFrozen is { } isFrozen && was != isFrozen)
        {
            events.Add(Event(known, WatchKind.Security, nameof(known.SecurityFrozen), Word(was), Word(isFrozen),
                $"{known.Name}: security is {(isFrozen ? SecurityWords.Frozen : "not frozen any more")}",
                isFrozen ? Warning : Information));
        }

        if (before.Firmware is not null)
        {
            Firmware(before.Firmware, known, events, isInitial: false);
        }

        return known;
    }

    /// <summary>How it is, with no before.</summary>
    public static void Initial(WatchedDimm dimm, List<NvdimmEvent> events)
    {
        if (dimm.Failure is not null)
        {
            Asking(new WatchedDimm { Name = dimm.Name }, dimm, events, isInitial: true);
        }

        if (dimm.Health is { } health)
        {
            events.Add(
                Event(dimm, WatchKind.Health, "HealthStatus", null, health, Describe(dimm), Grave(health), Reasons(dimm), isInitial: true));
        }

        foreach (var (name, alarm) in dimm.Alarms ?? new Dictionary<string, WatchedAlarm>())
        {
            events.Add(Alarm(dimm, name, alarm, from: null, isInitial: true));
        }

        if (dimm.LastShutdown is { } last)
        {
            events.Add(Event(dimm, WatchKind.Shutdown, nameof(dimm.LastShutdown), null, last,
                $"{dimm.Name}: the last shutdown was {last.ToLowerInvariant()}", last == "Dirty" ? Warning : Information, isInitial: true));
        }

        if (dimm.Security is { } security)
        {
            events.Add(Event(dimm, WatchKind.Security, nameof(dimm.Security), null, security, $"{dimm.Name}: security {security}",
                Information, isInitial: true));
        }

        Firmware(null, dimm, events, isInitial: true);
    }

    private static void Firmware(WatchedFirmware? before, WatchedDimm now, List<NvdimmEvent> events, bool isInitial)
    {
        if (now.Firmware is { } firmware)
        {
            events.AddRange(WatchedFirmware.Compare(now.Name, before, firmware).Select(c => Event(now, WatchKind.Firmware, c.Property,
                c.From, c.To, c.Message, c.IsBad ? Warning : Information, isInitial: isInitial)));
        }
    }

    private static WatchedDimm Merge(WatchedDimm before, WatchedDimm now)
    {
        // A DIMM that cannot be asked is no better for it: what it last said holds, unless the platform knows worse.
        var holds = now.Health is null || (now.Failure is not null && before.Health is not null && Rank(before.Health) >= Rank(now.Health));
        return now with
        {
            UniqueId = now.UniqueId ?? before.UniqueId,
            Health = holds ? before.Health : now.Health,
            Detail = holds ? before.Detail : now.Detail,
            Causes = holds ? before.Causes : now.Causes,
            Alarms = Hold(before, now),
            Armed = now.Armed ?? before.Armed,
            LastShutdown = now.LastShutdown ?? before.LastShutdown,
            DirtyShutdowns = now.DirtyShutdowns ?? before.DirtyShutdowns,
            Security = now.Security ?? before.Security,
            Firmware = now.Firmware ?? before.Firmware,
            SecurityFrozen = now.SecurityFrozen ?? before.SecurityFrozen,
        };
    }

    /// <summary>An alarm that figures decided about is decided by nothing less, as long as it is armed: bits may say otherwise.</summary>
    private static IReadOnlyDictionary<string, WatchedAlarm>? Hold(WatchedDimm before, WatchedDimm now)
    {
        if (before.Alarms is null || now.Alarms is null)
        {
            return now.Alarms ?? before.Alarms;
        }

        var alarms = now.Alarms.ToDictionary();
        foreach (var (name, alarm) in before.Alarms)
        {
            if (alarm.IsJudged && !alarms.GetValueOrDefault(name).IsJudged && now.Armed?.Contains(name) != false)
            {
                alarms[name] = alarm;
            }
        }

        return alarms;
    }

    private static void Asking(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events, bool isInitial = false)
    {
        if (now.Failure == before.Failure && now.IsPartial == before.IsPartial)
        {
            return;
        }

        events.Add(now.Failure is { } why
            ? Event(now, Failure, "Answer", before.Failure?.Reason ?? (isInitial ? null : Answers), why.Reason,
                $"{now.Name}: {why.Meaning}{(now.FailureText is null ? "" : $": {now.FailureText}")}", Warning, [why.Reason], isInitial)
            : Event(now, Recovery, "Answer", before.Failure!.Reason, Answers, $"{now.Name}: it answers again", Information));
    }

    private static void Health(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events)
    {
        // The first that is heard of a DIMM is news where it is bad.
        var same = before.Health is null
            ? now.Health is null or "Healthy" or "Unknown"
            : before.Health == now.Health && Own(before).SetEquals(Own(now));
        if (!same)
        {
            events.Add(
                Event(now, WatchKind.Health, "HealthStatus", before.Health, now.Health, Describe(now), Grave(now.Health), Reasons(now)));
        }
    }

    /// <summary>The causes that no other kind of event tells; where the status stays, only these are news.</summary>
    private static HashSet<string> Own(WatchedDimm dimm) =>
        [.. dimm.Causes.Where(c => c.Level != HealthStatus.Unknown && c != HealthCauses.DirtyShutdown && c != HealthCauses.Locked
            && !HealthWords.IsAlarm(c)).Select(c => c.Id)];

    private static void Alarms(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events)
    {
        foreach (var name in (now.Alarms?.Keys ?? []).Union(before.Alarms?.Keys ?? []))
        {
            var was = before.Alarms is { } then && then.TryGetValue(name, out var old) && old.Tripped;
            var alarm = now.Alarms is { } all && all.TryGetValue(name, out var found) ? found : default;
            if (was != alarm.Tripped)
            {
                events.Add(Alarm(now, name, alarm, before.Alarms is null ? null : was ? "Tripped" : "Clear", isInitial: false));
            }
        }
    }

    private static NvdimmEvent Alarm(WatchedDimm dimm, string name, WatchedAlarm alarm, string? from, bool isInitial)
    {
        var figures = string.IsNullOrEmpty(alarm.Figures) ? "" : $" ({alarm.Figures})";
        var message =
            $"{dimm.Name}: the alarm {name} {(alarm.Tripped ? "has tripped" : from is null ? "is clear" : "has cleared")}{figures}";
        return Event(dimm, Threshold, name, from, alarm.Tripped ? "Tripped" : "Clear", message, alarm.Tripped ? Warning : Information,
            alarm.Tripped ? ["ThresholdExceeded"] : [], isInitial);
    }

    private static void Shutdown(WatchedDimm before, WatchedDimm now, List<NvdimmEvent> events)
    {
        string[] lost = [HealthCauses.DirtyShutdown.Reason];
        var grew = now.DirtyShutdowns > before.DirtyShutdowns;
        if (grew)
        {
            events.Add(Event(now, WatchKind.Shutdown, "DirtyShutdownCount", $"{before.DirtyShutdowns}", $"{now.DirtyShutdowns}",
                $"{now.Name}: {now.DirtyShutdowns} dirty shutdowns, before {before.DirtyShutdowns}", Error, lost));
        }

        // A count that grew and a last shutdown that is dirty now are one and the same.
        var dirty = now.LastShutdown == "Dirty";
        if (now.LastShutdown is { } to && to != before.LastShutdown && (before.LastShutdown is not null || dirty) && !(grew && dirty))
        {
            events.Add(Event(now, WatchKind.Shutdown, nameof(now.LastShutdown), before.LastShutdown, to,
                $"{now.Name}: the last shutdown was {to.ToLowerInvariant()}", dirty ? Error : Information, dirty ? lost : []));
        }
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string Describe(WatchedDimm dimm) =>
        $"{dimm.Name} is {dimm.Health}{(dimm.Detail is null ? "" : $" ({dimm.Detail})")}"
        + (dimm.Causes.Count == 0 ? "" : $": {string.Join("; ", dimm.Causes.Select(c => c.Meaning))}");

    private static string[] Reasons(WatchedDimm dimm) => [.. dimm.Causes.Select(c => c.Reason).Distinct()];

    private static int Rank(string health) => health switch { "Unhealthy" => 2, "Warning" => 1, _ => 0 };

    private static WatchSeverity Grave(string? health) => health switch { "Unhealthy" => Error, "Warning" => Warning, _ => Information };

    private static NvdimmEvent Event(WatchedDimm dimm, WatchKind kind, string property, string? from, string? to, string message,
        WatchSeverity severity, string[]? reason = null, bool isInitial = false) =>
        new() { Kind = kind, Dimm = dimm.Name, Target = dimm.Name, Property = property, From = from, To = to, Reason = reason ?? [],
            Message = message, Severity = severity, IsInitial = isInitial };
}
