using NvdimmPS.Dsm;

namespace NvdimmPS.Changes;

/// <summary>Why a change is not made, or only in part.</summary>
internal static class ChangeErrors
{
    /// <summary>A sensitive function that was not allowed.</summary>
    public static NvdimmException Sensitive(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.Sensitive", NvdimmErrorKind.SecurityError, target,
            $"{function} concerns security or firmware activation and was refused for {target}: the kernel would not stop it, "
            + "and an all-zero payload can erase a DIMM. Nothing was sent.",
            $"Look at it with {Mention.WhatIf} first. If it is really meant, add {Mention.AllowSensitive} and confirm it.");

    /// <summary>What can lose data on a DIMM that somebody uses.</summary>
    public static NvdimmException InUse(string target, DsmFunction function, IReadOnlyList<NvdimmConsumer> consumers) =>
        new("Nvdimm.Change.InUse", NvdimmErrorKind.ResourceBusy, target,
            $"{target} is in use, and {function} can lose its data: {string.Join("; ", consumers)}. Nothing was sent.",
            $"Unmount and disable what uses it first. If it is really meant, add {Mention.AllowInUse}.");

    /// <summary>A dangerous function that was not confirmed.</summary>
    public static NvdimmException NotConfirmed(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} counts as {function.Danger.ToString().ToLowerInvariant()} and was not confirmed for {target}. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}, then confirm it, or give {Mention.NoQuestion} where nobody can be asked.");

    /// <summary>A change where nobody can be asked.</summary>
    public static NvdimmException CannotAsk(string target, DsmFunction function, Exception cause) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} is to be confirmed for {target} ({function.Danger.ToString().ToLowerInvariant()}"
            + $"{(function.IsSensitive ? ", sensitive" : string.Empty)}), but this session is not interactive: nobody can be asked. "
                + $"Nothing was sent.",
            $"Look at it with {Mention.WhatIf}; if it is really meant, give {Mention.NoQuestion}.", cause);

    /// <summary>Another process changes the same bus.</summary>
    public static NvdimmException Locked(string bus, string? holder) =>
        new("Nvdimm.Change.Locked", NvdimmErrorKind.ResourceBusy, bus,
            $"{bus} is being changed by {holder ?? "another process"}. Nothing was sent.", "Wait until that one is done, then try again.");

    /// <summary>Some steps were done before one failed.</summary>
    public static NvdimmException InPart(ChangePlan plan, int failed, NvdimmException cause) =>
        new("Nvdimm.Change.InPart", cause.Kind, plan.Target,
            $"{plan.Target}: done: {Names(plan.Steps.Take(failed))}; failed: {plan.Steps[failed].Function}; not done: "
                + $"{Names(plan.Steps.Skip(failed + 1))}. "
            + cause.Message,
            $"Read the state back before you try again. {cause.NextStep}", cause);

    private static string Names(IEnumerable<ChangeStep> steps) => string.Join(", ", steps.Select(s => s.Function)) is { Length: > 0 } names
        ? names
        : "nothing";
}
