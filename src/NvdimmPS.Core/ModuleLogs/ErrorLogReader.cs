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

    /// <summary>How many are there and could not be read.</summary>
    public int Unread { get; init; }

    /// <summary>True where the module did not give those; else its payload does not reach past the end of the numbers' circle.</summary>
    public bool Withheld { get; init; }

    /// <summary>What is missing, as the end of a sentence about a DIMM; null where nothing is.</summary>
    public string? Gap
    {
        get
        {
            var name = $"the {Log.ToLowerInvariant()} log ({Level.ToLowerInvariant()})";
            var (lost, unread) = (Plural.Of(Lost, "entry"), Plural.Of(Unread, "entry"));
            string?[] gaps =
            [
                Restart is var (known, current) ? $"{name} begins anew: its numbers went back from {known} to {current}" : null,
                Lost == 0 ? null
                    : $"{lost} of {name} {(Lost == 1 ? "was overwritten before it" : "were overwritten before they")} could be read",
                Unread == 0 ? null
                    : Withheld ? $"{unread} of {name} could not be read: the module counts them and does not give them"
                    : $"{unread} of {name} could not be read: their numbers begin anew behind 65535, and no payload of this platform "
                        + "reaches past that",
            ];
            var told = gaps.OfType<string>().ToArray();
            return told.Length == 0 ? null : string.Join("; ", told);
        }
    }
}

/// <summary>
/// Reads the error logs of modules. Each log is a ring, and its numbers go from 1 to 65535 and on with 1; the module gives out
/// entries with a number that is not below the one asked for.
/// </summary>
public sealed class ErrorLogReader
{
    private const int Circle = ushort.MaxValue;
    private const ushort MediaRoom = 3, ThermalRoom = 7;

    private readonly DsmCaller _caller;
    private (string Dimm, LargePayload? Payload)? _found;

    /// <summary>A reader.</summary>
    /// <param name="caller">Sends the calls.</param>
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
        var held = current == 0 ? 0 : Distance(oldest, current) + 1;
        if (after > 0 && BeginsAnew(info, oldest, current, held, after.Value))
        {
            (restart, after) = ((after.Value, current), null);
        }

        var last = after ?? Before(oldest);
        var (from, left, lost) = (Next(last), after is { } known ? Distance(known, current) : held, 0);
        var (payload, reaches) = (UsesLargePayload && left > 0 ? Large(target) : null, true);
        while (left > 0 && reaches)
        {
            stop.ThrowIfCancellationRequested();
            // Past the end of the circle the entries before it come first, known or not.
            var answer = Ask(target, payload, log, level, from, current < oldest ? held : left, out var fetched, stop);
            var came = 0;
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

            if (came > 0)
            {
                from = Next(last);
            }
            else if (from > current)
            {
                from = 1; // numbers behind the end of the circle are below the one asked for
            }
            else if (fetched.Any(entry => IsBehind(current, Number(entry))))
            {
                (lost, left) = (lost + left, 0); // the ring went on meanwhile
            }
            else
            {
                // A larger payload holds what stands behind those that are known.
                reaches = fetched.Length > 0 && payload is null && (payload = Large(target)) is not null;
            }
        }

        // A log that holds one entry and one that holds none have the same numbers.
        var unread = entries.Count == 0 && after is null && held == 1 ? 0 : Math.Min(left, held);
        return new ErrorLogReading(log, level, entries, lost + (left > held ? left - held : 0))
        {
            Restart = restart,
            Unread = unread,
            Withheld = unread > 0 && !(current < oldest && payload is null),
        };
    }

    /// <summary>
    /// Whether a number is before another one. Between two reads numbers go on by less than half of their circle; what seems to be more
    /// went back.
    /// </summary>
    internal static bool IsBehind(ushort number, ushort other) => number != other && Distance(number, other) <= Circle / 2;

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

        var layout = ErrorLog.Entry(isMedia);
        var size = layout.FixedSize;
        var most = Math.Min(wanted, payload.Size / size);
        var answer = ModuleCaller.Ask(_caller, target, "GetErrorLog", ("Type", log), ("Level", level), ("SequenceNumber", from),
            ("RequestCount", (ushort)most), ("Payload", "Large"));
        var count = Math.Min((int)(answer.Find("ReturnCount")?.Number ?? 0), most);
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
