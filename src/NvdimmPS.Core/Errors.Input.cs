using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS;

public static partial class Errors
{
    /// <summary>More than one of the input parameters.</summary>
    public static NvdimmException TwoInputs(params string[] names) =>
        new("Nvdimm.Input.Two", NvdimmErrorKind.InvalidArgument, string.Join(", ", names),
            $"{string.Join(" and ", names)} each give the input; there can be one. Nothing was sent.", "Leave out all but one.");

    /// <summary>A sensitive function that was not allowed.</summary>
    public static NvdimmException Sensitive(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.Sensitive", NvdimmErrorKind.SecurityError, target,
            $"{function} concerns security or firmware activation and was refused for {target}: the kernel would not stop it, and an all-zero payload can erase a DIMM. Nothing was sent.",
            "Look at it with -WhatIf first. If it is really meant, add -AllowSensitive (--allow-sensitive) and confirm.");

    /// <summary>A dangerous function that was not confirmed.</summary>
    public static NvdimmException NotConfirmed(string target, DsmFunction function) =>
        new("Nvdimm.Dsm.NotConfirmed", NvdimmErrorKind.InvalidOperation, target,
            $"{function} counts as {function.Danger.ToString().ToLowerInvariant()} and was not confirmed for {target}. Nothing was sent.",
            "Look at it with -WhatIf, then confirm at the prompt, or give -Force (or -Confirm:$false) where nobody can be asked; --force in the console.");

    /// <summary>What no layer foresaw: still an error of one target, with what is known.</summary>
    public static NvdimmException Unexpected(string? target, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var (kind, action) = cause switch
        {
            UnauthorizedAccessException => (NvdimmErrorKind.PermissionDenied, "Check who may read and write there."),
            IOException => (NvdimmErrorKind.ResourceUnavailable, "Is there room, and may it be read and written there?"),
            ArgumentException or NotSupportedException or FormatException => (NvdimmErrorKind.InvalidArgument, "Check what was given; a path or a name may have characters that none has."),
            _ => (NvdimmErrorKind.InvalidOperation, "This is a defect of NvdimmPS: please report it with the command line."),
        };
        return new("Nvdimm.Unexpected", kind, target, $"{(target is null ? string.Empty : target + ": ")}{Sentence(cause.Message)} ({cause.GetType().Name})", action, cause);
    }

    internal static NvdimmException NoFilePath(string path, string reason, Exception? cause) =>
        new("Nvdimm.Input.Path", NvdimmErrorKind.InvalidArgument, path, $"'{Printable.Quote(path)}' is no path of a file: {reason}.", "Give a path in the file system.", cause);

    internal static NvdimmException NestedTooDeep(int most) =>
        new("Nvdimm.Input.Nesting", NvdimmErrorKind.LimitsExceeded, null, $"The input is nested more than {most} deep, or holds itself, so it was not taken.", "Give names, numbers or objects, or one list of them.");

    internal static NvdimmException TooManyItems(int most) =>
        new("Nvdimm.Input.Nesting", NvdimmErrorKind.LimitsExceeded, null, $"The input has more than {most:N0} elements, or no end, so it was not taken.", "Give names, numbers or objects, or one list of them.");

    internal static NvdimmException BadHex(string problem) =>
        new("Nvdimm.Input.Hex", NvdimmErrorKind.InvalidArgument, "InputHex", $"The hexadecimal input cannot be read: {problem}. Nothing was sent.",
            "Give pairs of digits, such as '0300 05 00' or 0x03000500.");

    internal static NvdimmException HugeFile(string path, long size) =>
        new("Nvdimm.Input.HugeFile", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has {size:N0} bytes; the kernel takes at most {NdCommands.MaxLength:N0} (4 MiB) in one request. Nothing was sent.", "Is it the right file? Send it in pieces.");

    /// <summary>A file that is not there, or that may not be read.</summary>
    public static NvdimmException UnreadableFile(string path, Exception cause) =>
        new("Nvdimm.Input.File", FileKind(cause), path,
            $"The input file '{path}' cannot be read: {Sentence(cause.Message)} Nothing was sent.", Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException WrongInputSize(DsmFunction function, int actual) =>
        new("Nvdimm.Input.Size", NvdimmErrorKind.InvalidArgument, function.Name,
            $"{function} takes {function.InputSizeText} bytes of input, not {actual}. {(function.Input is null ? string.Empty : Names(function.Input))} Nothing was sent.",
            $"Give the right number of bytes, or -Argument. The layout: Get-NvdimmDsmFunction -Family {function.Family.Name} -Function {function.Name}.");

    internal static NvdimmException WrongInputCount(DsmFunction function, DsmField counter, ulong claimed, DsmField tail, ulong actual) =>
        new("Nvdimm.Input.Count", NvdimmErrorKind.InvalidArgument, function.Name,
            $"The input of {function} contradicts itself: {counter.Name} says {claimed}, {tail.Name} has {actual}. Firmware that believes it may read or write beyond the end. Nothing was sent.",
            $"Correct {counter.Name}, or give -Argument @{{ {tail.Name} = … }} and it is computed.");

    internal static NvdimmException EmptyLabelAccess(DsmFunction function) =>
        new("Nvdimm.Input.EmptyLabelAccess", NvdimmErrorKind.InvalidArgument, function.Name,
            $"{function} with a length of 0 was not sent: some hypervisors crash the machine on an empty label access.", "Give a length of at least 1.");

    internal static NvdimmException NoSuch(string what, string name, IEnumerable<string> existing, string listing) =>
        new($"Nvdimm.{what}.NotFound", NvdimmErrorKind.ObjectNotFound, name,
            $"There is no {Word(what)} '{name}'. {(existing.Any() ? $"There are: {string.Join(", ", existing)}." : $"There is none at all on this machine.")}",
            $"List them with {listing}; 'modprobe nfit' if the driver is not loaded.");

    internal static NvdimmException UnknownFamily(NdNodeKind node, string name) =>
        new("Nvdimm.Dsm.UnknownFamily", NvdimmErrorKind.InvalidArgument, name,
            $"There is no DSM family '{name}' for a {(node == NdNodeKind.Bus ? "bus" : "DIMM")}.",
            $"Use one of {string.Join(", ", DsmFamilies.All.Where(f => f.Node == node).Select(f => f.Name))}, or its number.");

    internal static NvdimmException UnknownFunction(DsmFamily family, string name) =>
        new("Nvdimm.Dsm.UnknownFunction", NvdimmErrorKind.InvalidArgument, name,
            $"The {family} family has no function '{name}'.",
            $"Its functions are {string.Join(", ", family.Functions.Select(f => $"{f.Number} {f.Name}"))}. An unlisted one can be called by its number.");

    internal static NvdimmException UnknownCommand(NdNodeKind node, string name) =>
        new("Nvdimm.Command.Unknown", NvdimmErrorKind.InvalidArgument, name,
            $"There is no legacy command '{name}' for a {(node == NdNodeKind.Bus ? "bus" : "DIMM")}.",
            $"Use one of {string.Join(", ", NdCommands.All.Where(c => c.Node == node && c.Number != NdCommands.CallNumber).Select(c => c.Name))}; functions go through Invoke-NvdimmDsm.");

    private static string Word(string what) => what switch { "Dimm" => "DIMM", _ => what.ToLowerInvariant() };
}
