using System.Management.Automation;
using NvdimmPS.Health.Baselines;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says what got worse since a baseline. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmHealth", DefaultParameterSetName = InputSet)]
[OutputType(typeof(HealthComparison))]
public sealed class CompareNvdimmHealthCmdlet : HealthCmdlet
{
    private HealthBaseline? _baseline;

    /// <summary>The health of the DIMMs at an earlier time: a file of Export-Clixml or ConvertTo-Json, or the objects.</summary>
    [Parameter(ParameterSetName = InputSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = DimmSet, Mandatory = true)]
    [ValidateNotNull]
    public object[] Baseline { get; set; } = [];

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _baseline = BaselineOf(Baseline);
    }

    private protected override bool ReadsFirmware => _baseline!.HasFirmware;

    private protected override void Judge(DateTime now)
    {
        _baseline!.CheckMachine(AllHealth);
        foreach (var comparison in HealthComparer.Compare(_baseline, AllHealth, isAll: Dimm is null))
        {
            Write(comparison, comparison.Host);
        }
    }
}
