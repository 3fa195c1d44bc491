using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Decides whether a call may be sent: reading needs no consent, writing goes through ShouldProcess, what can lose data
/// or is not known must be confirmed, and what is sensitive must be allowed in so many words first.
/// </summary>
/// <param name="cmdlet">Who asks.</param>
/// <param name="allowSensitive">-AllowSensitive.</param>
/// <param name="force">-Force.</param>
/// <param name="confirm">-Confirm; null where it was not given.</param>
internal sealed class Consent(Cmdlet cmdlet, bool allowSensitive, bool force, bool? confirm)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Refuses what is sensitive and was not allowed.</summary>
    /// <exception cref="NvdimmException">It was not.</exception>
    public void EnsureAllowed(string target, DsmFunction function)
    {
        if (function.IsSensitive && !allowSensitive)
        {
            throw ChangeErrors.Sensitive(target, function);
        }
    }

    /// <summary>True where the call may be sent; false where the person said no.</summary>
    /// <exception cref="NvdimmException">Nobody can be asked.</exception>
    public bool IsGiven(string target, DsmFunction function)
    {
        EnsureAllowed(target, function);
        var mustBeConfirmed = function.IsSensitive || function.Danger is DsmDanger.Destructive or DsmDanger.Unknown;
        if (function.Danger == DsmDanger.Read && !mustBeConfirmed && confirm != true)
        {
            return true;
        }

        try
        {
            // -Confirm makes ShouldProcess ask, so that there is one question and not two.
            return cmdlet.ShouldProcess(target, Action(function))
                && (!mustBeConfirmed || force || confirm is not null || Ask(target, function));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            // A host without a user throws whatever it likes when it is asked.
            throw ChangeErrors.CannotAsk(target, function, e);
        }
    }

    private bool Ask(string target, DsmFunction function) => cmdlet.ShouldContinue(
        $"{Action(function)} on {target}: {Warning(function)} Send it?", "Confirm a dangerous call", hasSecurityImpact: true, ref _yesToAll, ref _noToAll);

    private static string Action(DsmFunction function) => $"Send {function}";

    private static string Warning(DsmFunction function) => function switch
    {
        { IsSensitive: true } => "it concerns security or firmware activation and can make the DIMM's data inaccessible.",
        { Danger: DsmDanger.Unknown } => "no published table says what it does, so it counts as destructive.",
        _ => "it can lose data or make the DIMM unusable.",
    };
}
