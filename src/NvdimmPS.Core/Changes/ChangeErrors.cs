using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Changes;

/// <summary>Why a change is not made, or only in part.</summary>
internal static class ChangeErrors
{
    /// <summary>A sensitive function that was not allowed.</summary>
    public static NvdimmException Sensitive(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.Sensitive", NvdimmErrorKind.SecurityError, target,
            $"{function} concerns security or firmware activation and was refused for {target}: the kernel would not block it, "
            + "and an all-zero payload can erase a DIMM. Nothing was sent.",
            $"Look at it with {Mention.WhatIf} first. If you really want it, add {Mention.AllowSensitive} and confirm it.");

    /// <summary>What can lose data on a DIMM that somebody uses.</summary>
    public static NvdimmException InUse(string target, ChangeStep step, IReadOnlyList<NvdimmConsumer> consumers) =>
        new("Nvdimm.Change.InUse", NvdimmErrorKind.ResourceBusy, target,
            $"{target} is in use, and {step} can lose its data: {string.Join("; ", consumers)}. Nothing was sent.",
            $"Unmount and disable what uses it first. If you really want it, add {Mention.AllowInUse}.");

    /// <summary>Without the list of mounts nothing can be said to be unused.</summary>
    public static NvdimmException UseNotKnown(string target, string table) =>
        new("Nvdimm.Change.UseNotKnown", NvdimmErrorKind.ResourceUnavailable, target,
            $"Whether {target} is in use is not known: {table} cannot be read. Nothing was sent.",
            $"Mount /proc, then try again. If you really want it, add {Mention.AllowInUse}.");

    /// <summary>A dangerous function that was not confirmed.</summary>
    public static NvdimmException NotConfirmed(string target, ChangeStep step) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{step} counts as {step.Danger.ToString().ToLowerInvariant()} and was not confirmed for {target}. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}, then confirm it, or give {Mention.NoQuestion} where no prompt is possible.");

    /// <summary>A change that needs a question in a session that is not interactive.</summary>
    public static NvdimmException CannotAsk(string target, ChangeStep step, Exception cause) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{step} must be confirmed for {target} ({step.Danger.ToString().ToLowerInvariant()}"
            + $"{(step.IsSensitive ? ", sensitive" : string.Empty)}), but this session is not interactive: there is no prompt. "
                + $"Nothing was sent.",
            $"Look at it with {Mention.WhatIf}; if you really want it, give {Mention.NoQuestion}.", cause);

    /// <summary>What destroys data for good is not forced by one switch.</summary>
    public static NvdimmException ForceAlone(ChangePlan plan) =>
        new("Nvdimm.Change.ForceAlone", NvdimmErrorKind.SecurityError, plan.Target,
            $"{plan.Action} on {plan.Target} destroys data for good, and is not forced by one switch. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}; if you really want it, add {Mention.AllowSensitive}.");

    /// <summary>Something must be typed in a session that is not interactive.</summary>
    public static NvdimmException CannotProve(ChangePlan plan, ChangeProof proof, Exception cause) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, plan.Target,
            $"{plan.Action} on {plan.Target}: the {proof.Name} must be typed, but this session is not interactive. Nothing was sent.",
            $"Look at it with {Mention.WhatIf}; if you really want it, give {Mention.NoQuestion} with {Mention.AllowSensitive}.", cause);

    /// <summary>Something else was typed.</summary>
    public static NvdimmException OtherProof(ChangePlan plan, ChangeProof proof) =>
        new("Nvdimm.Change.OtherAnswer", NvdimmErrorKind.InvalidOperation, plan.Target,
            $"What was typed is not the {proof.Name} of {plan.Target}. Nothing was sent.",
            $"See which DIMM it is with {Mention.Devices}.");

    /// <summary>Another process changes the same bus.</summary>
    public static NvdimmException Locked(string bus, string? holder) =>
        new("Nvdimm.Change.Locked", NvdimmErrorKind.ResourceBusy, bus,
            $"{bus} is being changed by {holder ?? "another process"}. Nothing was sent.", "Wait until it has finished, then try again.");

    /// <summary>The kernel refused the write of an attribute.</summary>
    public static NvdimmException Attribute(AttributeStep step, int errno)
    {
        (string Why, NextStep Next) reason = errno switch
        {
            Errno.EACCES or Errno.EPERM => ("permission denied", "Use root: only root can write to sysfs."),
            Errno.EROFS => ("sysfs is read-only here", "In a container sysfs is often read-only: run it on the host."),
            Errno.ENOENT => ("the attribute does not exist", "The kernel or the platform does not have it; see docs/kernels.md."),
            Errno.ENODEV => ("the kernel has no such device, or it is already in that state",
                (NextStep)$"Check with {Mention.Devices}."),
            Errno.EBUSY => ("it is busy", "Wait until the operation on the bus has ended, then try again."),
            Errno.ENOTTY => ("the platform does not support it", "Check what its firmware supports, and the kernel log (dmesg)."),
            Errno.ENXIO => ("the device is not ready for it, or too small", "Check the kernel log (dmesg)."),
            Errno.EINVAL => ("it does not take this value", "Check the kernel log (dmesg)."),
            Errno.ENOSPC => ("there is not so much room", "Look at the free space of the region again."),
            Errno.EIO => ("the DIMM or its firmware failed", "Check the kernel log (dmesg) and the health of the DIMMs."),
            _ => ("for a reason that it does not tell", "Check the kernel log (dmesg)."),
        };
        return new NvdimmException($"Nvdimm.Attribute.{Errno.Name(errno).Replace(' ', '.')}", KernelErrors.KindOf(errno), step.Target,
            $"{step.Target}: the kernel refused {step} ({Errno.Name(errno)}): {reason.Why}.",
            step.Advice is null ? reason.Next : $"{reason.Next} {step.Advice}");
    }

    /// <summary>A step failed, or what was read back is not as planned, after others were done.</summary>
    public static NvdimmException InPart(ChangePlan plan, int begun, IReadOnlyList<(ChangeStep Step, NvdimmException? Failure)> undone,
        NvdimmException cause)
    {
        // Where each step was done, reading back failed.
        var done = begun == plan.Steps.Count && cause.ErrorId == "Nvdimm.Change.NotAsPlanned" ? begun : begun - 1;
        var failed = undone.Where(u => u.Failure is not null).ToArray();
        var who = cause.Message.StartsWith(plan.Target, StringComparison.Ordinal) ? string.Empty : plan.Target + ": ";
        var text = $"{who}{cause.Message} Done before: {Names(plan.Steps.Take(done))}; "
            + $"not done: {Names(plan.Steps.Skip(begun))}.";
        text += undone.Count == 0 ? string.Empty
            : failed.Length == 0 ? " What was done has been taken back."
            : $" Taken back: {Names(undone.Where(u => u.Failure is null).Select(u => u.Step))}; not taken back: "
                + string.Join("; ", failed.Select(f => $"{f.Step} ({f.Failure!.Message})")) + ".";
        return new NvdimmException("Nvdimm.Change.InPart", cause.Kind, plan.Target, text,
            undone.Count > 0 && failed.Length == 0 ? cause.NextStep : $"Read the state back before you try again. {cause.NextStep}", cause);
    }

    /// <summary>The kernel accepted every step, and what was read back is not what was planned.</summary>
    public static NvdimmException NotAsPlanned(string target, string what) =>
        new("Nvdimm.Change.NotAsPlanned", NvdimmErrorKind.InvalidResult, target,
            $"{target} is not as planned, although the kernel accepted every step: {what}.",
            "Check the kernel log (dmesg): a driver may have failed, or another tool changed it at the same time.");

    private static string Names(IEnumerable<ChangeStep> steps) => string.Join(", ", steps) is { Length: > 0 } names
        ? names
        : "nothing";
}
