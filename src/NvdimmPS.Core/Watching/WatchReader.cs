using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Watching;

/// <summary>
/// Takes snapshots: sysfs, as far as the kernel shows it at once, and the DIMMs' answers to the health functions. Nothing
/// else is ever sent.
/// </summary>
/// <param name="kernel">The machine.</param>
/// <param name="options">What is watched.</param>
/// <param name="time">The clock.</param>
/// <param name="answered">Called on any thread when a DIMM has answered.</param>
internal sealed class WatchReader(INdKernel kernel, WatchOptions options, TimeProvider time, Action answered)
{
    private const int SettleTimes = 3;

    private readonly HealthReader _health = new(kernel, time);
    private readonly Topology _topology = new(kernel);
    private readonly NdTree _tree = new(kernel.SysfsRoot);
    private readonly Dictionary<string, DimmAsker> _askers = new(StringComparer.Ordinal);

    /// <summary>True where a DIMM has answered, or let its time pass, since the last snapshot.</summary>
    public bool HasNews => _askers.Values.Any(a => a.HasNews);

    /// <summary>How long until a DIMM's time is over; null where none has to answer.</summary>
    public TimeSpan? Left => _askers.Values.Min(a => a.Left);

    /// <summary>The machine as it is. DIMMs that take their time are waited for a moment, and not again the next time.</summary>
    /// <param name="ask">Whether the DIMMs are asked now; otherwise it is what they have said.</param>
    /// <param name="stop">Ends the waiting.</param>
    public WatchSnapshot Read(bool ask, CancellationToken stop)
    {
        var devices = _topology.GetDevices(TopologyDetail.Health).Where(d => options.Dimms?.Invoke(d) != false).ToList();
        if (options.AsksFirmware)
        {
            Ask(devices, ask, stop);
        }

        var dimms = devices.Select(Answer).OfType<WatchedDimm>().ToDictionary(d => d.Name);
        var all = options.Dimms is null;
        return new WatchSnapshot
        {
            Dimms = dimms,
            Buses = _topology.GetBuses().Where(b => all || b.Dimms.Any(dimms.ContainsKey))
                .ToDictionary(b => b.Name, b => new WatchedBus(b.Name, b.ScrubState, b.ScrubCount) { Time = time.GetUtcNow() }),
            BadBlocks = _tree.OnBuses("region").Where(r => all || Dimms(r).Any(dimms.ContainsKey))
                .ToDictionary(r => r.Name, r => BadBlockList.Read(new AttributeReader(r.Folder)).AtLeast),
        };
    }

    private void Ask(List<NvdimmDevice> devices, bool ask, CancellationToken stop)
    {
        // A DIMM that went away while it hangs is remembered, so that its name is not asked a second time meanwhile.
        foreach (var gone in _askers.Where(a => !a.Value.IsAsking && devices.TrueForAll(d => d.Name != a.Key)).ToList())
        {
            _askers.Remove(gone.Key);
        }

        foreach (var device in devices)
        {
            var isNew = _askers.TryAdd(device.Name, new DimmAsker(Read, time, options.Limit, answered));
            if (ask || isNew)
            {
                _askers[device.Name].Begin(device);
            }
        }

        Task.WaitAll([.. devices.Select(d => _askers[d.Name].Awaited).OfType<Task>()], (int)options.Patience.TotalMilliseconds, stop);
    }

    private WatchedDimm? Answer(NvdimmDevice device)
    {
        if (!options.AsksFirmware)
        {
            return Create(device, _health.Read(device, platformOnly: true));
        }

        var answer = _askers[device.Name].Answer(device, Silence)
            ?? new WatchedDimm { Name = device.Name, UniqueId = device.UniqueId, IsAwaited = true };
        return answer.Failure is not null && !IsShown(device) ? null : answer;
    }

    private bool IsShown(NvdimmDevice device) => Directory.Exists(Path.Join(kernel.SysfsRoot, "bus/nd/devices", device.Name));

    /// <summary>Whatever one DIMM does, the others go on being watched.</summary>
    private WatchedDimm Read(NvdimmDevice device)
    {
        try
        {
            var health = _health.Read(device);
            for (var again = 0; again < SettleTimes && health.IsGone && IsShown(device); again++)
            {
                Thread.Sleep(options.Settle);
                health = _health.Read(device);
            }

            var known = Create(device, health);
            return options.AsksVersions ? known with { Firmware = WatchedFirmware.Read(kernel, device) } : known;
        }
#pragma warning disable CA1031 // An unforeseen exception is a failure of that DIMM and of no other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new WatchedDimm { Name = device.Name, UniqueId = device.UniqueId, Failure = Malformed, FailureText = e.Message };
        }
    }

    private WatchedDimm Silence(NvdimmDevice device)
    {
        var known = Create(device, _health.Read(device, platformOnly: true));
        return known with
        {
            Health = known.Health == nameof(HealthStatus.Unknown) ? null : known.Health,
            Failure = Silent,
            FailureText = $"no answer for {options.Limit.TotalSeconds:0} s, while which nothing on its bus may be answered",
            DirtyShutdowns = null,
        };
    }

    private static string[] Dimms(NdPlace region) => RegionMappings.Dimms(RegionMappings.Read(new AttributeReader(region.Folder)));

    private static WatchedDimm Create(NvdimmDevice device, NvdimmHealth health) => new()
    {
        Name = device.Name,
        UniqueId = device.UniqueId,
        Health = health.Unasked is not null && health.HealthStatus == nameof(HealthStatus.Unknown) ? null : health.HealthStatus,
        Detail = health.HealthDetail,
        Causes = [.. health.Causes.Where(c => c != health.Unasked)],
        Alarms = WatchedAlarm.From(health),
        Armed = health.AlarmsEnabled,
        LastShutdown = health.LastShutdown,
        DirtyShutdowns = health.LacksStatus ? null : health.DirtyShutdownCount, // the platform's own count is as old as the boot
        Security = device.Security,
        SecurityFrozen = device.SecurityFrozen,
        Failure = health.Unasked,
        IsPartial = health.Unasked is not null && !health.LacksStatus,
        FailureText = health.Unasked is null ? null : health.Failure,
    };
}
