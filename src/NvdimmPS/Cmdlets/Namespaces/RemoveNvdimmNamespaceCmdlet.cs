using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Removes namespaces and what is on them: exactly those that are named, and never a seed.</summary>
[Cmdlet(VerbsCommon.Remove, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class RemoveNvdimmNamespaceCmdlet : NamespaceChangeCmdlet
{
    /// <summary>Removes also what is mounted or used in another way, even while it is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    private protected override void Change(NvdimmNamespace space)
    {
        if (Apply(Switch.Remove(space, AllowInUse)) && PassThru)
        {
            WriteObject(space);
        }
    }
}
