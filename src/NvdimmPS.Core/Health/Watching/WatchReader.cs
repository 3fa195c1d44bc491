using System.Globalization;
using NvdimmPS.Kernel;
using NvdimmPS.Model;
using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Watching;

/// <summary>Takes a snapshot: sysfs, and the health functions of each DIMM. Nothing else is ever sent.</summary>
internal sealed class WatchReader(INdKernel kernel, WatchOptions options, TimeProvider time)
{
    private readonly HealthReader _health = new(kernel, time);
    private readonly Topology _topology = new(kernel);

    public WatchSnapshot Read(CancellationToken stop)
    {
        var devices = new Dictionary<string, WatchedDimm>(StringComparer.Ordinal);
        foreach (var device in _topology.GetDevices(TopologyDetail.Full).Where(d => options.Dimms?.Invoke(d) != false))
        {
            stop.ThrowIfCancellationRequested();
            devices[device.Name] = Read(device);
        }

        var all = options.Dimms is null;
        return new WatchSnapshot
        {
            Dimms = devices,
            Buses = _topology.GetBuses().Where(b => all || b.Dimms.Any(devices.ContainsKey)).ToDictionary(b => b.Name, b => new WatchedBus(b.Name, b.ScrubState, b.ScrubCount)),
            BadBlocks = _topology.GetRegions().Where(r => all || r.Dimms.Any(devices.ContainsKey)).ToDictionary(r => r.Name, r => r.BadBlockCount),
        };
    }

    /// <summary>Whatever one DIMM does, the others go on being watched.</summary>
    private WatchedDimm Read(NvdimmDevice device)
    {
        try
        {
            return Of(device, _health.Read(device, platformOnly: !options.AsksFirmware));
        }
#pragma warning disable CA1031 // An answer that nobody thought of is a failure of that DIMM, told as one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new WatchedDimm { Name = device.Name, UniqueId = device.UniqueId, Security = device.Security, Failure = Malformed, FailureText = e.Message };
        }
    }

    private static WatchedDimm Of(NvdimmDevice device, NvdimmHealth health)
    {
        var failure = health.Causes.FirstOrDefault(c => c == NoRights || c == Refused || c == Malformed);
        return new WatchedDimm
        {
            Name = device.Name,
            UniqueId = device.UniqueId,
            Health = failure is not null && health.HealthStatus == nameof(HealthStatus.Unknown) ? null : health.HealthStatus,
            Detail = health.HealthDetail,
            Causes = [.. health.Causes.Where(c => c != failure)],
            Alarms = Alarms(health),
            LastShutdown = health.LastShutdown,
            DirtyShutdowns = health.DirtyShutdownCount,
            Security = device.Security,
            Failure = failure,
            FailureText = failure is null ? null : health.Unavailable.GetValueOrDefault(nameof(NvdimmHealth.HealthDetail)),
        };
    }

    /// <summary>
    /// Where figure and threshold of an armed alarm are known they decide, since some firmware never changes its trip bits;
    /// elsewhere the bits do.
    /// </summary>
    private static Dictionary<string, WatchedAlarm>? Alarms(NvdimmHealth health)
    {
        var alarms = (health.AlarmsTripped ?? []).Distinct().ToDictionary(name => name, _ => new WatchedAlarm(true, ""));
        Add("MediaTemperature", health.MediaTemperature, health.MediaTemperatureThreshold, " °C", isCeiling: true);
        Add("ControllerTemperature", health.ControllerTemperature, health.ControllerTemperatureThreshold, " °C", isCeiling: true);
        Add("SparesRemaining", health.SparesRemaining, health.SparesThreshold, " %", isCeiling: false);
        return health.AlarmsTripped is null && alarms.Count == 0 ? null : alarms;

        void Add(string name, double? value, double? threshold, string unit, bool isCeiling)
        {
            if (value is { } v && threshold is { } t && health.AlarmsEnabled?.Contains(name) == true)
            {
                alarms[name] = new(isCeiling ? v >= t : v <= t, string.Create(CultureInfo.InvariantCulture, $"{v}{unit}, threshold {t}{unit}"));
            }
        }
    }
}
