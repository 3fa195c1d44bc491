using System.Management.Automation;
using NvdimmPS.Changes;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Writes the index block that does not count anew, from the one that does. The labels stay as they are.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "NvdimmLabel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmLabelArea), typeof(DsmExplanation), typeof(WriteExplanation))]
public sealed class RepairNvdimmLabelCmdlet : LabelDimmChangeCmdlet
{
    private protected override ChangePlan? Plan(NvdimmDevice device) => Planner.Repair(device);
}
