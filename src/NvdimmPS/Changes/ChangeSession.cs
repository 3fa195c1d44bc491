using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Shell.Changes;

/// <summary>What a cmdlet needs that changes DIMMs or buses: one caller and one runner a pipeline, closed with it.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="gates">What its parameters allow.</param>
internal sealed class ChangeSession(NvdimmCmdlet cmdlet, Func<ChangeGates> gates) : IDisposable
{
    private DsmCaller? _caller;
    private ChangeRunner? _runner;

    /// <summary>Sends, and keeps its nodes open until the pipeline ends.</summary>
    public DsmCaller Caller => _caller ??= new DsmCaller(cmdlet.CurrentMachine.Kernel) { Command = cmdlet.MyInvocation.MyCommand.Name };

    /// <summary>Guards what is sent.</summary>
    public ChangeRunner Runner => _runner ??= new ChangeRunner(cmdlet.CurrentMachine, Caller, new CmdletConfirmation(cmdlet), gates());

    /// <inheritdoc/>
    public void Dispose() => _caller?.Dispose();
}
