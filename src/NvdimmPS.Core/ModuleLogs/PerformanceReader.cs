using System.Numerics;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.ModuleLogs;

/// <summary>Reads how often modules were read and written.</summary>
public sealed class PerformanceReader
{
    private const string Once = "read once: rates need an interval";

    private static readonly (string Field, string Property)[] SincePower =
    [
        ("MediaReads", nameof(NvdimmPerformance.MediaReads)), ("MediaWrites", nameof(NvdimmPerformance.MediaWrites)),
        ("ReadRequests", nameof(NvdimmPerformance.HostReads)), ("WriteRequests", nameof(NvdimmPerformance.HostWrites)),
    ];

    private static readonly (string Field, string Property)[] ForLife =
    [
        ("TotalMediaReads", nameof(NvdimmPerformance.TotalMediaReads)), ("TotalMediaWrites", nameof(NvdimmPerformance.TotalMediaWrites)),
        ("TotalReadRequests", nameof(NvdimmPerformance.TotalHostReads)), ("TotalWriteRequests", nameof(NvdimmPerformance.TotalHostWrites)),
    ];

    private readonly DsmCaller _caller;
    private readonly TimeProvider _time;

    /// <summary>A reader.</summary>
    /// <param name="caller">Sends the calls.</param>
    /// <param name="time">Says when; the system's clock when left out.</param>
    public PerformanceReader(DsmCaller caller, TimeProvider? time = null) => (_caller, _time) = (caller, time ?? TimeProvider.System);

    /// <summary>Reads the counters of a DIMM: since the power came, and for life.</summary>
    /// <exception cref="NvdimmException">The DIMM has none, or refused.</exception>
    public NvdimmPerformance Read(NvdimmDevice device) => Read(device, before: null);

    /// <summary>Reads them a second time, with rates since the first.</summary>
    /// <exception cref="NvdimmException">The DIMM has none, or refused.</exception>
    public NvdimmPerformance Again(NvdimmDevice device, NvdimmPerformance before, TimeSpan interval) => Read(device, (before, interval));

    /// <summary>Now, to measure an interval from.</summary>
    public long Timestamp => _time.GetTimestamp();

    /// <summary>The time since a timestamp.</summary>
    public TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    private NvdimmPerformance Read(NvdimmDevice device, (NvdimmPerformance Then, TimeSpan Interval)? before)
    {
        var target = ModuleCaller.Target(device);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = new Dictionary<string, ulong?>(StringComparer.Ordinal);
        var first = ModuleCaller.Ask(_caller, target, "GetMemoryInfo", ("Page", 0));
        Take(first, SincePower);
        Take(ModuleCaller.Ask(_caller, target, "GetMemoryInfo", ("Page", 1)), ForLife);
        if (before is null)
        {
            reasons[nameof(NvdimmPerformance.IntervalSec)] = Once;
        }

        if (device.UniqueId is null)
        {
            reasons[nameof(NvdimmPerformance.UniqueId)] = device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none";
        }

        return new NvdimmPerformance
        {
            Dimm = device.Name,
            UniqueId = device.UniqueId,
            MediaReads = values[nameof(NvdimmPerformance.MediaReads)],
            MediaWrites = values[nameof(NvdimmPerformance.MediaWrites)],
            HostReads = values[nameof(NvdimmPerformance.HostReads)],
            HostWrites = values[nameof(NvdimmPerformance.HostWrites)],
            TotalMediaReads = values[nameof(NvdimmPerformance.TotalMediaReads)],
            TotalMediaWrites = values[nameof(NvdimmPerformance.TotalMediaWrites)],
            TotalHostReads = values[nameof(NvdimmPerformance.TotalHostReads)],
            TotalHostWrites = values[nameof(NvdimmPerformance.TotalHostWrites)],
            IntervalSec = before?.Interval.TotalSeconds,
            MediaReadsPerSec = Rate(nameof(NvdimmPerformance.MediaReads), before?.Then.MediaReads),
            MediaWritesPerSec = Rate(nameof(NvdimmPerformance.MediaWrites), before?.Then.MediaWrites),
            HostReadsPerSec = Rate(nameof(NvdimmPerformance.HostReads), before?.Then.HostReads),
            HostWritesPerSec = Rate(nameof(NvdimmPerformance.HostWrites), before?.Then.HostWrites),
            Time = first.Time,
            Source = first.Source,
            Unavailable = reasons,
        };

        void Take(DsmResult answer, (string Field, string Property)[] wanted)
        {
            foreach (var (name, property) in wanted)
            {
                var field = answer.Find(name);
                values[property] = field?.Value is BigInteger count && count <= ulong.MaxValue ? (ulong)count : null;
                if (values[property] is null)
                {
                    reasons[property] = field?.Reason ?? "the count is larger than 64 bits";
                }
            }
        }

        double? Rate(string property, ulong? then)
        {
            var now = values[property];
            if (now >= then && before?.Interval is { Ticks: > 0 } interval)
            {
                return (now.Value - then.Value) / interval.TotalSeconds;
            }

            reasons[property + "PerSec"] = before is null ? Once
                : now is null || then is null ? "the counter was not reported"
                : now < then ? "the module was restarted between the two reads"
                : "no time went by between the two reads";
            return null;
        }
    }
}
