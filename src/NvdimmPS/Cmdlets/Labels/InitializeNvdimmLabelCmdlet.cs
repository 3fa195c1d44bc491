using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Labels;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Makes label areas fresh, so that namespaces can be made. Valid labels are given up only if that is said.</summary>
[Cmdlet(VerbsData.Initialize, "NvdimmLabel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmLabelArea), typeof(DsmExplanation), typeof(WriteExplanation))]
public sealed class InitializeNvdimmLabelCmdlet : LabelDimmChangeCmdlet
{
    /// <summary>The version of the labels: 1.1 or 1.2.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("1.1", "1.2")]
    public string Version { get; set; } = "1.2";

    /// <summary>Gives up labels that are valid, and their namespaces with them.</summary>
    [Parameter]
    public SwitchParameter Overwrite { get; set; }

    private protected override ChangePlan? Plan(NvdimmDevice device) =>
        Planner.Initialize(device, Version == "1.1" ? LabelVersion.V11 : LabelVersion.V12, Overwrite);
}
