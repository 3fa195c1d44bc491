using System.Management.Automation;
using System.Security;
using NvdimmPS.Changes;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Removes the passphrase of DIMMs, and its key from ring and file. The data stay.</summary>
[Cmdlet(VerbsCommon.Remove, "NvdimmPassphrase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmSecurity), typeof(WriteExplanation))]
public sealed class RemoveNvdimmPassphraseCmdlet : SecurityChangeCmdlet
{
    private Passphrase? _current;

    /// <summary>The passphrase; its key when left out.</summary>
    [Parameter]
    [Passphrase]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>The master passphrase. Kernels since 6.2 do that for CXL.</summary>
    [Parameter]
    public SwitchParameter Master { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _current = Take(Passphrase);
    }

    private protected override ChangePlan? Plan(SecurityPlanner planner, NvdimmDevice device) => planner.Remove(_current, Master);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        base.Dispose(disposing);
    }
}
