using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor.Commands;
using NvdimmPS.Inventory;

namespace NvdimmPS.ModuleLogs;

/// <summary>What was read of one log.</summary>
/// <param name="Log"><c>Media</c> or <c>Thermal</c>.</param>
/// <param name="Level"><c>Low</c> or <c>High</c>.</param>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Lost">How many were overwritten before they could be read.</param>
public sealed record ErrorLogReading(string Log, string Level, IReadOnlyList<NvdimmErrorLogEntry> Entries, int Lost)
{
    /// <summary>The number that was known and the one of now, where the log begins anew: it was cleared, or is of another module.</summary>
    public (int Known, int Current)? Restart { get; init; }

    /// <summary>How many are there and could not be read: a small payload does not reach past the end of the numbers' circle.</summary>
    public int Unread { get; init; }

    /// <summary>What is missing, as the end of a sentence about a DIMM; null where nothing is.</summary>
    public string? Gap
    {
        get
        {
            var name = $"the {Log.ToLowerInvariant()} log ({Level.ToLowerInvariant()})";
            return Restart is var (known, current) ? $"{name} begins anew: its numbers went back from {known} to {current}"
                : Unread > 0 ? $"{Plural.Of(Unread, "entry")} of {name} could not be read: numbers begin anew behind 65535, and this "
                    + "platform has no large payload, which would reach what is behind"
                : Lost > 0 ? $"{Plural.Of(Lost, "entry")} of {name} {(Lost == 1 ? "was" : "were")} overwritten before being read"
                : null;
        }
    }
}

/// <summary>
/// Reads the error logs of modules. Each log is a ring, and its numbers go from 1 to 65535 and on with 1; the module gives out
/// entries with a number that is not below the one asked for.
/// </summary>
internal sealed class ErrorLogReader
{
    private const int Circle = ushort.MaxValue;
    private const ushort MediaRoom = 3, ThermalRoom = 7;

    private readonly DsmCaller _caller;
    private (string Dimm, LargePayload? Payload)? _found;

    public ErrorLogReader(DsmCaller caller) => _caller = caller;

    /// <summary>By the large payload, where the platform has one: fewer calls.</summary>
    public bool UsesLargePayload { get; init; }

    /// <summary>All logs that there are.</summary>
    public static IEnumerable<(string Log, string Level)> Logs =>
        [("Media", "Low"), ("Media", "High"), ("Thermal", "Low"), ("Thermal", "High")];

    /// <summary>Reads what is new in logs.</summary>
    /// <exception cref="NvdimmException">The DIMM has no such logs, or refused.</exception>
    public IReadOnlyList<ErrorLogReading> ReadNew(NvdimmDevice device, IEnumerable<(string Log, string Level)> logs, KnownErrorLogs known,
        CancellationToken stop = default) =>
        [.. logs.Select(l => Read(device, l.Log, l.Level, known.After(device, l.Log, l.Level), stop))
            .Select(r => r with { Entries = [.. r.Entries.Where(e => known.IsNew(device, e))] })];

    /// <summary>Reads one log.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="log"><c>Media</c> or <c>Thermal</c>.</param>
    /// <param name="level"><c>Low</c> or <c>High</c>.</param>
    /// <param name="after">The number of the last entry that is known; null for all that are there.</param>
    /// <param name="stop">Ends it between two calls.</param>
    /// <exception cref="NvdimmException">The DIMM has no such logs, or refused.</exception>
    public ErrorLogReading Read(NvdimmDevice device, string log, string level, ushort? after, CancellationToken stop = default)
    {
        var target = ModuleCaller.Target(device);
        var info = ModuleCaller.Ask(_caller, target, "GetErrorLog", ("Type", log), ("Level", level), ("Info", "LogInfo"));
        if (info.Find("CurrentSequenceNum")?.Value is not ushort current || info.Find("OldestSequenceNum")?.Value is not ushort oldest)
        {
            throw ModuleLogErrors.NoNumbers(device.Name);
        }

        var entries = new List<NvdimmErrorLogEntry>();
        (int, int)? restart = null;
        var held = current == 0 ? 0 : Distance(Before(oldest), current);
        if (after > 0 && BeginsAnew(info, oldest, current, held, after.Value))
        {
            (restart, after) = ((after.Value, current), null);
        }

        if (current == 0 || current == after)
        {
            return new ErrorLogReading(log, level, entries, 0) { Restart = restart };
        }

        var last = after ?? Before(oldest);
        var (from, lost, payload) = (Next(last), 0, UsesLargePayload ? Large(target) : null);
        while (Distance(last, current) is > 0 and var left)
        {
            stop.ThrowIfCancellationRequested();
            // Past the end of the circle the entries before it come first, known or not.
            var wanted = from == 1 ? Math.Max(held, left) : left;
            var (answer, came) = (Ask(target, payload, log, level, from, wanted, out var fetched, stop), 0);
            foreach (var entry in fetched)
            {
                // One that is newer than what was asked about, or makes no sense, is left for the next time.
                var number = Number(entry);
                if (number == 0 || Distance(last, number) == 0 || Distance(last, number) > left)
                {
                    continue;
                }

                var missing = Distance(last, number) - 1;
                entries.Add(NvdimmErrorLogEntry.From(device, log, level, number, missing, entry, answer));
                (last, left, lost, came) = (number, Distance(number, current), lost + missing, came + 1);
            }

            if (came == 0 && from == 1 && payload is null && last > current)
            {
                payload = Large(target);
                if (payload is null)
                {
                    return new ErrorLogReading(log, level, entries, lost) { Restart = restart, Unread = left };
                }

                continue;
            }

            if (came == 0 && (from == 1 || current >= from))
            {
                break;
            }

            // Numbers after the end of the circle are below the one asked for.
            from = came == 0 ? (ushort)1 : Next(last);
        }

        return new ErrorLogReading(log, level, entries, after is null && entries.Count == 0 ? 0 : lost + Distance(last, current))
        {
            Restart = restart,
        };
    }

    /// <summary>
    /// Whether a number is before another one. Between two reads numbers go on by less than half of their circle; what seems to be more
    /// went back.
    /// </summary>
    public static bool IsBehind(ushort number, ushort other) => number != other && Distance(number, other) <= Circle / 2;

    /// <summary>
    /// Whether a log was cleared, or is of another module: it is empty, its numbers went back, or it never overwrote an entry and does not
    /// have the one that is known.
    /// </summary>
    private static bool BeginsAnew(DsmResult info, ushort oldest, ushort current, int held, ushort after) =>
        current == 0 || IsBehind(current, after)
            || (held < (info.Find("MaxLogEntries")?.Value as ushort? ?? 0) && Distance(Before(oldest), after) > held);

    /// <summary>Entries from a number on: as many as a small payload holds, or so many.</summary>
    private DsmResult Ask(DsmTarget target, LargePayload? payload, string log, string level, ushort from, int wanted,
        out DsmFieldValue[][] entries, CancellationToken stop)
    {
        var isMedia = log == "Media";
        if (payload is null)
        {
            var small = ModuleCaller.Ask(_caller, target, "GetErrorLog", ("Type", log), ("Level", level), ("SequenceNumber", from),
                ("RequestCount", isMedia ? MediaRoom : ThermalRoom));
            entries = small.Find("Entries")?.Value as DsmFieldValue[][] ?? [];
            return small;
        }

        var answer = ModuleCaller.Ask(_caller, target, "GetErrorLog", ("Type", log), ("Level", level), ("SequenceNumber", from),
            ("RequestCount", (ushort)wanted), ("Payload", "Large"));
        var layout = ErrorLog.Entry(isMedia);
        var (count, size) = (Math.Min((int)(answer.Find("ReturnCount")?.Number ?? 0), wanted), layout.FixedSize);
        var bytes = payload.Read(0, count * size, stop);
        entries = [.. Enumerable.Range(0, bytes.Length / size).Select(i => DsmDecoder.Decode(layout, bytes.AsMemory(i * size, size)))];
        return answer;
    }

    /// <summary>The large payload of a DIMM, which is asked for once for all of its logs.</summary>
    private LargePayload? Large(DsmTarget target)
    {
        if (_found is not var (dimm, payload) || dimm != target.Name)
        {
            payload = LargePayload.FindReadable(_caller, target);
            _found = (target.Name, payload);
        }

        return payload;
    }

    private static ushort Number(DsmFieldValue[] entry) => Array.Find(entry, f => f.Name == "Sequence")?.Value as ushort? ?? 0;

    private static ushort Next(ushort number) => number == Circle ? (ushort)1 : (ushort)(number + 1);

    private static ushort Before(ushort number) => number <= 1 ? (ushort)0 : (ushort)(number - 1);

    /// <summary>How many numbers lie from one to another, around the circle.</summary>
    private static int Distance(ushort from, ushort to) => (to - from + Circle) % Circle;
}
