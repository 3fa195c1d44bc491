using System.Management.Automation;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Health.Findings;
using NvdimmPS.Health.Policies;
using NvdimmPS.Model;

namespace NvdimmPS.Cmdlets;

/// <summary>Says what is wrong, one numbered finding each; nothing where all is well. Writes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NvdimmHealth", DefaultParameterSetName = InputSet)]
[OutputType(typeof(HealthFinding), typeof(bool))]
public sealed class TestNvdimmHealthCmdlet : HealthCmdlet
{
    private HealthPolicy _policy = HealthPolicy.BuiltIn;
    private HealthBaseline? _baseline;

    /// <summary>Limits, severities and mutes: a psd1 or JSON file; the built-in policy when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>How the DIMMs fared once: a file, or the objects.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? Baseline { get; set; }

    /// <summary>Gives one boolean: true where nothing of a warning or worse is left that is not muted.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _policy = Policy is null ? HealthPolicy.BuiltIn : PolicyFile.Load(GetUnresolvedProviderPathFromPSPath(Policy));
        _baseline = Baseline is null ? null : BaselineOf(Baseline);
    }

    private protected override bool ReadsFirmware => true;

    private protected override void Judge(DateTime now)
    {
        _baseline?.CheckMachine(Healths);
        var findings = Findings(now);
        if (Quiet)
        {
            WriteObject(!HasFailed && !findings.Any(f => f.Counts));
            return;
        }

        foreach (var finding in findings)
        {
            WriteObject(finding);
        }
    }

    private IEnumerable<HealthFinding> Findings(DateTime now)
    {
        var source = Healths is [var first, ..] ? first.Source : Machine.Kernel.Source;
        IEnumerable<HealthFinding> dimms = Healths.Count > 0 || HasFailed
            ? Healths.SelectMany(h => DimmFindings.Of(h, _policy, _baseline?.Find(h), now))
            : [MachineFindings.NothingThere(source, _policy, now)];
        return dimms
            .Concat(Read.Count > 0 ? OfMachine(now) : [])
            .Concat(_baseline is not null && Dimm is null ? MachineFindings.Missing(_baseline, Healths, source, _policy, now) : [])
            .Concat(MachineFindings.ExpiredMutes(source, _policy, now));
    }

    private IEnumerable<HealthFinding> OfMachine(DateTime now)
    {
        var present = (IsWholeMachine ? Read : Machine.Topology.GetDevices(TopologyDetail.Brief)).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var regions = Machine.Topology.GetRegions().Where(r => IsWholeMachine || r.Dimms.Any(d => Read.Any(device => device.Name == d)));
        var firmware = Healths.Where(h => h.FirmwareVersion is not null).DistinctBy(h => h.Dimm).ToDictionary(h => h.Dimm, h => h.FirmwareVersion!);
        return MachineFindings.OfRegions(regions, present, Healths, _policy, now)
            .Concat(MachineFindings.OfKinds(Read, firmware, _policy, now));
    }
}
