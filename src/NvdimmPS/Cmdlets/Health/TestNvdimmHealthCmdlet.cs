using System.Management.Automation;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says what is wrong, one numbered finding each, and tells people in one line how much was looked at.</summary>
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

    /// <summary>The health of the DIMMs at an earlier time: a file, or the objects.</summary>
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
        _policy = Policy is null ? HealthPolicy.BuiltIn : PolicyFile.Load(FilePath(Policy), Stopped);
        _baseline = Baseline is null ? null : BaselineOf(Baseline);
    }

    private protected override bool ReadsFirmware => true;

    private protected override void Judge(DateTime now)
    {
        var judge = new HealthJudge(_policy, _baseline, Machine);
        var tested = new TestedDimms(AllHealth, Read, IsChoice: Dimm is not null, HasFailed);
        var findings = judge.Judge(tested, now);
        if (Quiet)
        {
            WriteObject(!HasFailed && !findings.Any(f => f.Counts));
            return;
        }

        foreach (var finding in findings)
        {
            Write(finding, finding.Host);
        }

        Tell(FindingSummary.Text(tested, judge.RegionCount, findings), "NvdimmHealth");
    }
}
