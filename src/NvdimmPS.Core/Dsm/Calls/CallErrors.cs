using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>Why a call is not sent, or is refused by the kernel.</summary>
internal static class CallErrors
{
    internal static NvdimmException WrongNode(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.WrongNode", NvdimmErrorKind.InvalidArgument, target.Name,
            $"{function} is a function of a {(function.Family.Node == NdNodeKind.Bus ? "bus" : "DIMM")}, and {target.Name} is not one. "
                + $"Nothing was sent.",
            $"Give {Mention.Target(function.Family.Node.ToString())}.");

    internal static NvdimmException NoFamily(DsmTarget target) =>
        new("Nvdimm.Dsm.NoFamily", NvdimmErrorKind.NotImplemented, target.Name,
            $"{target.Name} offers no DSM family that the kernel "
                + $"knows{(target.FamilyReason is null ? string.Empty : $" ({target.FamilyReason})")}. Nothing was sent.",
            target.IsCxl
                ? (NextStep)$"CXL memory has a mailbox instead of a DSM: use 'cxl list'. Label access works: {Mention.LegacyCall}."
                : (NextStep)($"Label access may still work: {Mention.LegacyCall}. Check dmesg for 'nfit', and the module parameter "
                    + $"nfit.default_dsm_family."));

    internal static NvdimmException OtherFamily(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.OtherFamily", NvdimmErrorKind.InvalidArgument, target.Name,
            $"{target.Name} uses the {target.Family} family, not {function.Family}: {function.Name} cannot be sent to it. Nothing was "
                + $"sent.",
            $"Leave {Mention.Family} out, or see {Mention.FunctionsOf(target.Node.Kind.ToString(), target.Name)}.");

    internal static NvdimmException NoLegacy(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.NoLegacyRoute", NvdimmErrorKind.NotImplemented, target.Name,
            function.LegacyCommand is { } command
                ? $"{target.Name} does not offer the legacy command '{command.Name}' ({function}): its commands are "
                    + $"{ErrorText.List(target.Commands)}. Nothing was sent."
                : $"{target.Name}: {function} has no legacy command: it exists as a generic call only. Nothing was sent.",
            $"Use {Mention.Named("Route", "Call")} or leave {Mention.Route} out.");

    internal static NvdimmException NoTwoRoutes(DsmTarget target) =>
        new("Nvdimm.Dsm.NoTwoRoutes", NvdimmErrorKind.NotImplemented, target.Name,
            $"{target.Name} uses the {target.Family} family, which has no legacy commands: there is only one route and "
                + $"nothing to compare.",
            "Only Intel DIMMs have both routes; this one has only the generic call.");

    internal static NvdimmException NoCall(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.NoCallRoute", NvdimmErrorKind.NotImplemented, target.Name,
            $"{target.Name} does not take the generic call (cmd_call), so {function} cannot be sent: its commands are "
                + $"{ErrorText.List(target.Commands)}. Nothing was sent.",
            function.LegacyCommand is null
                ? (NextStep)$"This provider has no DSM functions; only sysfs is available ({Mention.Devices})."
                : (NextStep)$"Use {Mention.Named("Route", "Legacy")} or leave {Mention.Route} out.");

    internal static NvdimmException NoCommands(DsmTarget target) =>
        new("Nvdimm.Dsm.NoCommands", NvdimmErrorKind.ObjectNotFound, target.Name,
            $"Cannot read the commands of {target.Name}: {target.CommandsReason}. It may have been removed. Nothing was sent.",
            $"List the current devices with {Mention.Devices}.");

    internal static NvdimmException FunctionNumber(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.FunctionNumber", NvdimmErrorKind.InvalidArgument, target.Name,
            $"{target.Name}: there is no function {function.Number}: the kernel accepts functions 0 to "
                + $"{DsmCaller.LastFunction}. Nothing was sent.",
            $"See {Mention.FunctionsOf(target.Node.Kind.ToString(), target.Name)}.");

    internal static NvdimmException Masked(DsmTarget target, DsmFunction function) =>
        new("Nvdimm.Dsm.FunctionMasked", NvdimmErrorKind.NotImplemented, target.Name,
            $"{target.Name} does not offer {function}: the kernel's mask is 0x{target.Mask:x} (the functions that its firmware "
                + $"advertises and the kernel lets through). Nothing was sent.",
            $"List its functions with {Mention.FunctionsOf(target.Node.Kind.ToString(), target.Name)}. The module parameters "
                + $"nfit.disable_vendor_specific and nfit.override_dsm_mask change the mask at boot.");

    internal static NdIoctlException Ioctl(DsmTarget target, DsmFunction function, in NdRequest request, int errno)
    {
        var (why, action) = Explain(target, function, request, errno);
        return new NdIoctlException(errno, $"Nvdimm.Ioctl.{KernelErrors.Word(errno)}", KernelErrors.KindOf(errno), target.Name,
            $"{target.Name}: the kernel refused {function} "
                + $"({(request.Route == NdRoute.Call ? "generic call" : $"legacy command '{request.Command.Name}'")}) with "
                    + $"{Errno.Name(errno)}: {why}.",
            action);
    }

    /// <summary>Why the kernel says so, in the order of its own checks (drivers/nvdimm/bus.c, drivers/acpi/nfit/core.c).</summary>
    private static (string Why, NextStep Action) Explain(DsmTarget target, DsmFunction function, in NdRequest request, int errno) =>
        errno switch
    {
        Errno.EBUSY when function.LegacyCommand == NdCommands.SetConfigData =>
            ("labels cannot be written while a region that uses the DIMM is enabled",
                (NextStep)$"Disable its regions first: {Mention.DisableRegions("REGION")}; {Mention.Regions} lists them."),
        Errno.EBUSY when request.Route == NdRoute.Call && target.Node.Kind == NdNodeKind.Dimm
            && function.Number == NdCommands.SetConfigData.Number =>
            ("the kernel treats function 6 of any family as a label write, and refuses that while a region that uses the DIMM is "
                + "enabled",
                (NextStep)$"Disable its regions first: {Mention.DisableRegions("REGION")}; {Mention.Regions} lists them."),
        Errno.EBUSY when function.LegacyCommand == NdCommands.ArsStart =>
            ("the kernel's own scrub is running", (NextStep)$"Wait until the scrub ends: {Mention.Buses} shows ScrubState."),
        Errno.EBUSY when function.LegacyCommand == NdCommands.ClearError =>
            ("a namespace in the range is in use", "Disable the namespace first."),
        Errno.EBUSY => ("the kernel's provider is busy with something else", "Wait a moment and try again."),
        Errno.ENOTTY when request.Route == NdRoute.Call =>
            ("the kernel does not allow it for this device",
                (NextStep)($"See {Mention.FunctionsOf(target.Node.Kind.ToString(), target.Name)}; where there is a legacy command, try "
                    + $"{Mention.Named("Route", "Legacy")}.")),
        Errno.ENOTTY => ("the device does not know this command", (NextStep)$"Try {Mention.Named("Route", "Call")}."),
        Errno.EINVAL when request.Route == NdRoute.Call =>
            ("the family is not on this bus, or the firmware's method failed",
                (NextStep)$"Check {Mention.Family}, the input size ({Mention.WhatIf} shows it) and the kernel log."),
        Errno.EINVAL => ("the input does not fit the device, or the firmware's method failed",
            "Check offset and length against GetNamespaceLabelSize, and the kernel log."),
        Errno.ENXIO => ("the DIMM was removed, or the answer did not fit",
            (NextStep)$"List the current devices with {Mention.Devices}; if the DIMM is there, give a larger {Mention.OutputSize}."),
        Errno.EPERM or Errno.EACCES => ("this needs a writable node", KernelErrors.UdevRule),
        Errno.ENOMEM => ("the kernel has no memory for a request of this size", (NextStep)$"Lower {Mention.OutputSize}."),
        Errno.EFAULT => ("a size in the request is impossible",
            (NextStep)$"Check {Mention.OutputSize} and the length words in the input ({Mention.WhatIf})."),
        Errno.ETIMEDOUT => ("the firmware took too long", "Try again; check the kernel log."),
        _ => ("the kernel's provider reported it", "Check the kernel log (dmesg)."),
    };

    internal static NvdimmException NoRoom(string target, DsmFunction function, int size, int least) =>
        new("Nvdimm.Request.NoRoom", NvdimmErrorKind.InvalidArgument, target,
            $"{target}: an output of {Plural.Of(size, "byte")} is too small for the status of {function}; it needs at least {least}. "
                + "Nothing was sent.",
            $"Raise {Mention.OutputSize}, or leave it out.");

    internal static NvdimmException UnsafeEnvelope(string target, string detail) =>
        new("Nvdimm.Request.Envelope", NvdimmErrorKind.InvalidArgument, target,
            $"The request for {target} was not sent: {detail}", "Give an input whose length fields match its bytes.");

    internal static NvdimmException TooLarge(string target, long size) =>
        new("Nvdimm.Request.TooLarge", NvdimmErrorKind.LimitsExceeded, target,
            $"The request for {target} would be {size:N0} bytes; the kernel takes at most {NdCommands.MaxLength:N0} (4 MiB). Nothing "
                + $"was sent.",
            $"Lower {Mention.OutputSize} or send less input.");
}
