using System.Management.Automation;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Enables namespaces, so that their block or DAX devices appear.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class EnableNvdimmNamespaceCmdlet : NamespaceChangeCmdlet
{
    private protected override void Change(NvdimmNamespace space)
    {
        if (!space.Enabled)
        {
            Carry(done => Switch.Enable(space, done));
            return;
        }

        SayNothingToDo($"{space.Name} is already enabled", "written");
        if (PassThru)
        {
            WriteObject(space);
        }
    }
}
