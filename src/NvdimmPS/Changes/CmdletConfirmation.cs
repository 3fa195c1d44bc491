using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Shell.Changes;

/// <summary>Asks through PowerShell: ShouldProcess, then ShouldContinue.</summary>
/// <param name="cmdlet">The cmdlet that asks.</param>
internal sealed class CmdletConfirmation(NvdimmCmdlet cmdlet) : IConfirmation
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <inheritdoc/>
    public bool MayGoOn(string target, string action) => Ask(() => cmdlet.ShouldProcess(target, action));

    /// <inheritdoc/>
    public bool Confirm(string question) => Ask(() => cmdlet.ShouldContinue(
        question, "Confirm a dangerous call", hasSecurityImpact: true, ref _yesToAll, ref _noToAll));

    /// <inheritdoc/>
    public string? Type(string question, string name) => Ask(() => cmdlet.Prompt(question, name));

    /// <summary>A host without a user throws whatever it likes when it is asked.</summary>
    private static T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            throw new CannotAskException(e);
        }
    }
}
