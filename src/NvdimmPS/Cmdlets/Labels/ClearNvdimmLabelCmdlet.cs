using System.Management.Automation;
using NvdimmPS.Changes;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Fills label areas with zeros: the labels and their namespaces are given up.</summary>
[Cmdlet(VerbsCommon.Clear, "NvdimmLabel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmLabelArea), typeof(DsmExplanation), typeof(WriteExplanation))]
public sealed class ClearNvdimmLabelCmdlet : LabelDimmChangeCmdlet
{
    private protected override ChangePlan? Plan(NvdimmDevice device) => Planner.Clear(device);
}
