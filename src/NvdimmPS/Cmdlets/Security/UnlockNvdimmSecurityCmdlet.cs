using System.Management.Automation;
using System.Security;
using NvdimmPS.Changes;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Unlocks locked DIMMs: has the kernel bind their driver with the key at hand.</summary>
[Cmdlet(VerbsCommon.Unlock, "NvdimmSecurity", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmSecurity), typeof(WriteExplanation))]
public sealed class UnlockNvdimmSecurityCmdlet : SecurityChangeCmdlet
{
    private Passphrase? _current;

    /// <summary>The passphrase; its key when left out.</summary>
    [Parameter]
    [Passphrase]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _current = Take(Passphrase);
    }

    private protected override ChangePlan? Plan(SecurityPlanner planner, NvdimmDevice device) => planner.Unlock(_current);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        base.Dispose(disposing);
    }
}
