using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Changes;

/// <summary>
/// The one way to change anything: what is sensitive must be allowed, what can lose data of a DIMM in use too, then the person
/// is asked, then the bus is locked against other writers and the steps are sent in order. The audit log sees each of them in
/// <see cref="DsmCaller"/>.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Sends, and keeps its nodes open.</param>
/// <param name="confirmation">The person.</param>
/// <param name="gates">What the person allowed beforehand.</param>
public sealed class ChangeRunner(NvdimmMachine machine, DsmCaller caller, IConfirmation confirmation, ChangeGates gates)
{
    /// <summary>Refuses what is sensitive and was not allowed, as soon as that is known.</summary>
    /// <exception cref="NvdimmException">It was not.</exception>
    public void EnsureAllowed(string target, DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.IsSensitive && !gates.AllowSensitive)
        {
            throw ChangeErrors.Sensitive(target, function);
        }
    }

    /// <summary>True where a plan may be sent; false where the person said no.</summary>
    /// <exception cref="NvdimmException">A gate is shut, or nobody can be asked.</exception>
    public bool MayGoOn(ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var step in plan.Steps)
        {
            EnsureAllowed(plan.Target, step.Function);
        }

        if (!gates.AllowInUse && plan.Steps.FirstOrDefault(s => s.CanLoseData) is { } lossy
            && machine.Topology.GetConsumers(lossy.Target.Node) is { Count: > 0 } consumers)
        {
            throw ChangeErrors.InUse(plan.Target, lossy.Function, consumers);
        }

        return (gates.Force && gates.Confirm != true) || Ask(plan);
    }

    /// <summary>Sends a plan's steps in order. The first that fails ends it.</summary>
    /// <exception cref="NvdimmException">A step failed; where others were done before, the message says which.</exception>
    public IReadOnlyList<DsmResult> Send(ChangePlan plan, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var held = plan.OnlyReads ? null : BusLock.Take(machine, plan.Steps[0].Target.Node, stop);
        var results = new List<DsmResult>();
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                results.Add(caller.Invoke(plan.Steps[i].Target, plan.Steps[i].Call));
            }
            catch (NvdimmException e) when (i > 0)
            {
                throw ChangeErrors.InPart(plan, i, e);
            }
        }

        return results;
    }

    /// <summary>What would be sent, step by step.</summary>
    public static IEnumerable<DsmExplanation> Explain(ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Steps.Select(s =>
            DsmExplainer.Explain(s.Target, s.Call, s.Target.Routes(s.Function, s.Call.Route)[0], [], plan.Values));
    }

    private bool Ask(ChangePlan plan)
    {
        var gravest = plan.Steps.FirstOrDefault(s => s.MustBeConfirmed);
        try
        {
            // -Confirm has the ordinary question asked, so that there is one and not two. A read is not asked about otherwise.
            return ((plan.OnlyReads && gates.Confirm != true) || confirmation.MayGoOn(plan.Target, plan.Action))
                && (gravest is null || gates.Confirm is not null
                    || confirmation.Confirm($"{plan.Action} on {plan.Target}: {Warning(gravest.Function)} Send it?"));
        }
        catch (CannotAskException e)
        {
            throw ChangeErrors.CannotAsk(plan.Target, (gravest ?? plan.Steps[0]).Function, e.InnerException ?? e);
        }
    }

    private static string Warning(DsmFunction function) => function switch
    {
        { IsSensitive: true } => "it concerns security or firmware activation and can make the DIMM's data inaccessible.",
        { Danger: DsmDanger.Unknown } => "no published table says what it does, so it counts as destructive.",
        _ => "it can lose data or make the DIMM unusable.",
    };
}
