using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Changes;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that carries out plans.</summary>
public abstract class ChangeCmdlet : TopologyCmdlet
{
    private ChangeSession? _session;
    private volatile bool _isChanging;

    /// <summary>Gives the object as it is read back afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether it may be done to what is in use.</summary>
    private protected virtual bool MayBeInUse => false;

    /// <summary>Whether what must be typed before data are destroyed need not be, with -Force.</summary>
    private protected virtual bool MaySkipProof => false;

    /// <inheritdoc/>
    private protected override bool TellsCalls => false;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _session = new ChangeSession(this, () => new ChangeGates
        {
            AllowInUse = MayBeInUse, AllowSensitive = MaySkipProof, Force = Force, Confirm = AsksAnyway,
        });
    }

    /// <summary>
    /// What has a high impact is asked about by the ordinary question; where that is asked there is no second one of what can lose data.
    /// </summary>
    private bool? AsksAnyway => Given("Confirm")
        ?? (!Force && HasHighImpact && $"{Variable("ConfirmPreference")}" != nameof(ConfirmImpact.None) ? true : null);

    private bool HasHighImpact =>
        ((CmdletAttribute?)Attribute.GetCustomAttribute(GetType(), typeof(CmdletAttribute)))?.ConfirmImpact == ConfirmImpact.High;

    /// <summary>Explains a plan with -WhatIf, otherwise asks and sends it; true where it was sent.</summary>
    private protected bool Apply(ChangePlan plan) => Send(plan) is not null;

    /// <summary>The same, with the results of the calls; null where nothing was sent.</summary>
    private protected IReadOnlyList<DsmResult>? Send(ChangePlan plan)
    {
        if (IsWhatIf)
        {
            WriteObject(ChangeRunner.Explain(plan), enumerateCollection: true);
            return null;
        }

        return _session!.Runner.MayGoOn(plan) ? Carry(plan) : null;
    }

    /// <summary>Says that something is so already: with -Verbose; and with -WhatIf, which would say nothing at all.</summary>
    /// <param name="state">What is so already, without a full stop.</param>
    /// <param name="done">What is not done therefore: calls are sent, attributes are written.</param>
    private protected void SayNothingToDo(string state, string done = "sent")
    {
        if (IsWhatIf)
        {
            Tell($"{state}; nothing would be {done}.", "NvdimmNothingToDo");
        }
        else
        {
            WriteVerbose($"{state}. Nothing was {done}.");
        }
    }

    private IReadOnlyList<DsmResult> Carry(ChangePlan plan)
    {
        _isChanging = plan.StaysWhole || plan.Steps.Any(s => s.Undo.Count > 0 || s is SequenceStep);
        try
        {
            return _session!.Runner.Send(plan, Stopped);
        }
        finally
        {
            _isChanging = false;
        }
    }

    /// <inheritdoc/>
    private protected override bool IsChanging => _isChanging;

    /// <summary>Carries out a plan that leaves everything as it is, also with -WhatIf: what would be done follows from it.</summary>
    private protected void Look(ChangePlan plan) => Carry(plan);
}
