using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

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
    // By the step itself: two steps may be alike.
    private readonly Dictionary<DiskStep, DiskStep> _old = new(ReferenceEqualityComparer.Instance);

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
    /// <exception cref="NvdimmException">A gate is shut, or the session is not interactive.</exception>
    public bool MayGoOn(ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var step in Flat(plan).OfType<CallStep>())
        {
            EnsureAllowed(plan.Target, step.Function);
        }

        if (plan.Proof is not null && gates is { Force: true, AllowSensitive: false })
        {
            throw ChangeErrors.ForceAlone(plan);
        }

        EnsureIdle(plan);
        return plan.Proof is { } proof && !gates.Force ? Prove(plan, proof) : (gates.Force && gates.Confirm != true) || Ask(plan);
    }

    /// <summary>
    /// Sends a plan's steps in order, and gives the calls' results. The first that fails, and Ctrl+C, end it; what was done by then is
    /// taken back, as far as the steps say how.
    /// </summary>
    /// <exception cref="NvdimmException">A step failed; the message says what was done before and what was taken back.</exception>
    public IReadOnlyList<DsmResult> Send(ChangePlan plan, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        // Under the lock once more: what was not in use may be so since the person was asked.
        using var held = plan.OnlyReads ? null : BusLock.Take(machine, plan.Steps[0].Node, stop);
        EnsureIdle(plan);
        plan.Prepare?.Invoke();
        var results = new List<DsmResult>();
        var (begun, isChanged) = (0, false);
        using var disks = new HeldDisks(machine.Kernel);
        try
        {
            foreach (var step in plan.Steps)
            {
                if (!isChanged)
                {
                    stop.ThrowIfCancellationRequested();
                }

                begun++;
                isChanged |= plan.StaysWhole && step is (AttributeStep or DiskStep or CallStep);
                Send(step, disks, results, stop);
            }

            plan.Verify?.Invoke();
            return results;
        }
        catch (NvdimmException e) when (begun > 1 || plan.Steps[0].Undo.Count > 0 || plan.Outcome is not null)
        {
            var undone = TakeBack(plan, begun, disks);
            throw plan.Outcome?.Invoke(e, undone.TrueForAll(u => u.Failure is null)) ?? ChangeErrors.InPart(plan, begun, undone, e);
        }
        catch (OperationCanceledException)
        {
            TakeBack(plan, begun, disks);
            throw;
        }
    }

    /// <summary>Takes back the steps that were begun, the last one first, and goes on where one of these fails.</summary>
    private List<(ChangeStep Step, NvdimmException? Failure)> TakeBack(ChangePlan plan, int begun, HeldDisks disks)
    {
        var taken = new List<(ChangeStep, NvdimmException?)>();
        foreach (var step in plan.Steps.Take(begun).Reverse().SelectMany(UndoOf))
        {
            try
            {
                Send(step, disks, []);
                taken.Add((step, null));
            }
            catch (NvdimmException e)
            {
                taken.Add((step, e));
            }
        }

        return taken;
    }

    /// <summary>What takes a step back, with the bytes that stood on a disk.</summary>
    private IEnumerable<ChangeStep> UndoOf(ChangeStep step) =>
        step is DiskStep disk && _old.TryGetValue(disk, out var old) ? [old, .. step.Undo] : step.Undo;

    /// <summary>
    /// What would be sent or written, step by step: a <see cref="DsmExplanation"/> or an <see cref="WriteExplanation"/>.
    /// </summary>
    public static IEnumerable<object> Explain(ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var steps = plan.Steps.SelectMany(s => s is SequenceStep sequence ? sequence.AllCalls : (IEnumerable<ChangeStep>)[s]);
        return steps.Where(s => s is not (HoldStep or LookStep)).Select((step, i) => step switch
        {
            CallStep s => DsmExplainer.Explain(s.Target, s.Call, s.Target.Routes(s.Function, s.Call.Route)[0], [], plan.Values),
            WriteStep s => WriteExplanation.From(plan, s, i + 1),
            _ => (object)step,
        });
    }

    private static IEnumerable<ChangeStep> Flat(ChangePlan plan) =>
        plan.Steps.SelectMany(s => s is SequenceStep sequence ? sequence.Calls : (IEnumerable<ChangeStep>)[s]);

    private void Send(ChangeStep step, HeldDisks disks, List<DsmResult> results, CancellationToken stop = default)
    {
        switch (step)
        {
            case SequenceStep sequence:
                sequence.Run(caller, stop);
                break;
            case CallStep call:
                results.Add(caller.Invoke(call.Target, call.Call));
                break;
            case AttributeStep write:
                var result = KernelWriter.Attribute(machine.Kernel, write.Target, write.Attribute, write.Late?.Invoke() ?? write.Value,
                    caller.Command, write.LosesData, write.Sending);
                if (result < 0 && !write.Accepted.Contains(-result))
                {
                    throw write.Refused?.Invoke(-result) ?? ChangeErrors.Attribute(write, -result);
                }

                break;
            case WorkStep work:
                work.Do();
                break;
            case DiskStep bytes:
                Write(bytes);
                break;
            case LookStep look:
                using (var disk = machine.Kernel.OpenDisk(look.Disk, write: false))
                {
                    look.Look(disk);
                }

                break;
            case HoldStep hold:
                disks.Hold(hold.Disk);
                return;
        }

        disks.Release();
    }

    private void Write(DiskStep step)
    {
        using var disk = machine.Kernel.OpenDisk(step.Disk, write: true);
        if (step.KeepsOld)
        {
            var old = new byte[step.Bytes.Length];
            _old[step] = disk.Read(step.Offset, old) is var read && read == old.Length
                ? step with { KeepsOld = false, Bytes = old }
                : throw KernelErrors.Disk(step.Disk, "reading", step.Offset, old.Length, read);
        }

        var result = KernelWriter.Disk(machine.Kernel, step.Target, disk, step.Offset, step.Bytes.ToArray(), caller.Command);
        if (result != step.Bytes.Length)
        {
            throw KernelErrors.Disk(step.Disk, "writing", step.Offset, step.Bytes.Length, result);
        }
    }

    private void EnsureIdle(ChangePlan plan)
    {
        if (gates.AllowInUse || plan.Steps.FirstOrDefault(s => s.NeedsIdle) is not { } lossy)
        {
            return;
        }

        if (machine.Kernel.Kind == KernelKind.Replayed)
        {
            return; // who used it then is no matter now
        }

        if (!File.Exists(machine.Kernel.MountTable))
        {
            throw ChangeErrors.UseNotKnown(plan.Target, machine.Kernel.MountTable);
        }

        if (lossy.FindConsumers(machine.Topology) is { Count: > 0 } consumers)
        {
            throw ChangeErrors.InUse(plan.Target, lossy, consumers);
        }
    }

    private bool Ask(ChangePlan plan)
    {
        var gravest = plan.Steps.FirstOrDefault(s => s.MustBeConfirmed);
        try
        {
            // -Confirm has the ordinary question asked, so that there is one and not two. A read is not asked about otherwise.
            return ((plan.OnlyReads && gates.Confirm != true) || confirmation.MayGoOn(plan.Target, plan.Action))
                && (gravest is null || gates.Confirm is not null
                    || confirmation.Confirm($"{plan.Action} on {plan.Target}: {Warning(gravest)} Send it?"));
        }
        catch (CannotAskException e)
        {
            var first = plan.Steps.First(s => s is not (HoldStep or LookStep));
            throw ChangeErrors.CannotAsk(plan.Target, gravest ?? first, e.InnerException ?? e);
        }
    }

    private bool Prove(ChangePlan plan, ChangeProof proof)
    {
        string? typed;
        try
        {
            typed = confirmation.Type($"{plan.Action} on {plan.Target}: {proof.Warning} Type the {proof.Name} to go on", proof.Name);
        }
        catch (CannotAskException e)
        {
            throw ChangeErrors.CannotProve(plan, proof, e.InnerException ?? e);
        }

        return string.Equals(typed?.Trim(), proof.Answer, StringComparison.OrdinalIgnoreCase) 
            || (string.IsNullOrWhiteSpace(typed) ? false : throw ChangeErrors.OtherProof(plan, proof));
    }

    private static string Warning(ChangeStep step) => step switch
    {
        { IsSensitive: true } => "it concerns security or firmware activation and can make the DIMM's data inaccessible.",
        { Danger: DsmDanger.Unknown } => "no published table says what it does, so it counts as destructive.",
        _ => "it can lose data or make the DIMM unusable.",
    };
}
