using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Disables namespaces: their block and DAX devices go, until they are enabled again. What is in use is refused.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class DisableNvdimmNamespaceCmdlet : NamespaceChangeCmdlet
{
    /// <summary>Disables also what is mounted or used in another way, even while it is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    private protected override void Change(NvdimmNamespace space)
    {
        if (space.Enabled)
        {
            Carry(done => Switch.Disable(space, AllowInUse, done));
            return;
        }

        SayNothingToDo($"{space.Name} is already disabled", "written");
        if (PassThru)
        {
            WriteObject(space);
        }
    }
}
