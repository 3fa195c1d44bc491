using NvdimmPS.Changes;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Shell.Changes;

/// <summary>What a cmdlet needs that changes DIMMs or buses: one runner a pipeline.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="gates">What its parameters allow.</param>
internal sealed class ChangeSession(NvdimmCmdlet cmdlet, Func<ChangeGates> gates)
{
    private ChangeRunner? _runner;

    /// <summary>Guards what is sent.</summary>
    public ChangeRunner Runner =>
        _runner ??= new ChangeRunner(cmdlet.CurrentMachine, cmdlet.Caller, new CmdletConfirmation(cmdlet), gates());
}
