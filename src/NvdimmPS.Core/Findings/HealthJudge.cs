using NvdimmPS.Findings.Policies;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Findings;

/// <summary>Finds what is wrong with DIMMs and the machine around them; the module and the console ask the same judge.</summary>
/// <param name="policy">What counts as wrong.</param>
/// <param name="baseline">The health of the DIMMs at an earlier time, where that is given.</param>
/// <param name="machine">The machine that DIMMs were read of.</param>
public sealed class HealthJudge(HealthPolicy policy, HealthBaseline? baseline, NvdimmMachine machine)
{
    private Task<List<NvdimmRegion>>? _regions;

    /// <summary>How many regions were looked at.</summary>
    public int RegionCount { get; private set; }

    /// <summary>Has the regions read on a thread of their own, while the DIMMs are asked.</summary>
    internal void ReadRegionsAhead() => _regions = BlockingCall.Begin(ReadRegions);

    /// <summary>Every finding, muted ones too: of the DIMMs in order, then of the machine.</summary>
    /// <exception cref="NvdimmException">The baseline is of another machine.</exception>
    public IReadOnlyList<HealthFinding> Judge(TestedDimms tested, DateTime now)
    {
        baseline?.CheckMachine(tested.AllHealth);
        var source = tested.AllHealth is [var first, ..] ? first.Source : machine.Kernel.Source;
        IEnumerable<HealthFinding> dimms = tested.AllHealth.Count > 0 || tested.HasFailed
            ? tested.AllHealth.SelectMany(h => DimmFindings.For(h, policy, baseline?.Find(h), now))
            : [MachineFindings.NothingThere(machine.Topology, source, policy, now)];
        return
        [
            .. dimms,
            .. tested.ErrorLogs.SelectMany(l => ErrorLogFindings.For(l, policy, now)),
            .. tested.Devices.Count > 0 ? OfMachine(tested, now) : [],
            .. baseline is not null && !tested.IsChoice ? MachineFindings.Missing(baseline, tested.AllHealth, source, policy, now) : [],
            .. MachineFindings.ExpiredMutes(source, policy, now),
        ];
    }

    private IEnumerable<HealthFinding> OfMachine(TestedDimms tested, DateTime now)
    {
        var all = tested.IsChoice ? [.. machine.Topology.GetDevices(TopologyDetail.Brief)] : tested.Devices;
        var present = all.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var everyRegion = _regions is null ? ReadRegions() : BlockingCall.End(_regions);
        var regions = everyRegion.FindAll(r => !tested.IsChoice || r.Dimms.Any(d => tested.Devices.Any(device => device.Name == d)));
        RegionCount = regions.Count;
        var firmware = tested.AllHealth.Where(h => h.FirmwareVersion is not null)
            .DistinctBy(h => h.Dimm).ToDictionary(h => h.Dimm, h => h.FirmwareVersion!);
        return MachineFindings.OfRegions(regions, present, tested.AllHealth, policy, now)
            .Concat(NumaFindings.Find(regions, everyRegion, all, policy, now))
            .Concat(MachineFindings.OfKinds(tested.Devices, firmware, policy, now));
    }

    private List<NvdimmRegion> ReadRegions() => [.. machine.Topology.GetRegions(TopologyDetail.Health)];
}
