using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Security;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Freezes the security of DIMMs: until the next boot nobody can change, remove or erase by a passphrase.</summary>
[Cmdlet(VerbsCommon.Lock, "NvdimmSecurity", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmSecurity), typeof(WriteExplanation))]
public sealed class LockNvdimmSecurityCmdlet : SecurityChangeCmdlet
{
    private protected override ChangePlan? Plan(SecurityPlanner planner, NvdimmDevice device) => planner.Freeze();
}
