using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm;

/// <summary>What can be wrong with the bytes of a request or an answer, and with the arguments they are made of.</summary>
public static class CodecErrors
{
    /// <summary>Neither a pipeline object nor parameters say of which function the bytes are.</summary>
    public static NvdimmException NoFunctionNamed(string what) =>
        new("Nvdimm.Decode.NoFunction", NvdimmErrorKind.InvalidArgument, what, $"The bytes do not say what they are of: {what} is missing.",
            $"Give {Mention.Family} and {Mention.Function}, or an object that has them, such as a result or a line of a transcript.");

    /// <summary>A pipeline object that is no bytes and has none.</summary>
    public static NvdimmException NoBytes(string type) =>
        new("Nvdimm.Decode.NoBytes", NvdimmErrorKind.InvalidArgument, type, $"There are no bytes in an object of type {type}.",
            "Pipe hexadecimal digits, bytes, a file, or objects with InputBytes or OutputBytes.");

    internal static NvdimmException BadDump(int line, string why) =>
        new("Nvdimm.Decode.Text", NvdimmErrorKind.InvalidArgument, $"line {line}", $"The bytes cannot be read, line {line}: {why}.", Pairs);

    /// <summary>Words whose bytes may be in either order.</summary>
    internal static NvdimmException UnknownByteOrder() =>
        new("Nvdimm.Decode.Ambiguous", NvdimmErrorKind.InvalidArgument, "byte order",
            "The bytes are ambiguous: the digits are grouped in words, whose bytes may be in order or swapped, as "
                + "hexdump, od -x and 'xxd -e' write them.", Pairs);

    /// <summary>A star that leads to one length in hexadecimal digits and to another in octal ones.</summary>
    internal static NvdimmException UnknownOffsets() =>
        new("Nvdimm.Decode.Ambiguous", NvdimmErrorKind.InvalidArgument, "offsets",
            "The bytes are ambiguous: the offsets may be hexadecimal, as in hexdump, or octal, as in od, and the star stands "
                + "for a different number of bytes in each.", Pairs);

    /// <summary>Letters and zeros by turns.</summary>
    internal static NvdimmException NoEncodingMark() =>
        new("Nvdimm.Decode.Encoding", NvdimmErrorKind.InvalidArgument, "UTF-16",
            "The file looks like UTF-16 text, but has no byte order mark.",
            "Save it as UTF-8, or as UTF-16 with a byte order mark.");

    private static NextStep Pairs => "Give the bytes in pairs of digits, as 'hexdump -C', 'xxd -g 1' and 'od -t x1' print them, "
        + "or strace's escapes (-xx).";

    internal static NvdimmException BadPackage(string why) =>
        new("Nvdimm.Decode.Package", NvdimmErrorKind.InvalidArgument, "nd_cmd_pkg", $"This is no buffer of a generic call: {why}.",
            $"Give the whole ioctl buffer, starting with nd_family, or only a payload as {Mention.Named("InputHex")} or "
                + $"{Mention.Named("OutputHex")} with {Mention.Family} and {Mention.Function}. For a bus give {Mention.Family} too, since "
                    + $"its families use the same numbers.");

    internal static DsmReplyException ShortReply(string? target, DsmFunction function, int expected, int actual) =>
        new("Nvdimm.Dsm.ShortReply", NvdimmErrorKind.InvalidResult, target,
            $"{On(target)}{function} returned {Plural.Of(actual, "byte")} instead of at least {expected}: the answer cannot be trusted.",
            target is null
                ? (NextStep)($"Are these all the bytes of that function? {Layout(function)} "
                    + $"shows how many it has.")
                : (NextStep)($"Get the bytes with {Mention.Raw}. If the firmware is older or newer than the table, give "
                    + $"{Mention.OutputSize} and decode by hand; a firmware update may fix it."));

    internal static DsmReplyException NoReply(string? target, DsmFunction function) =>
        new("Nvdimm.Dsm.NoReply", NvdimmErrorKind.InvalidResult, target,
            $"{On(target)}{function} returned no status and no data: it is not known whether it was done.",
            $"Read the state back to check. The kernel's provider may not report a status by this route: "
            + $"try the other one ({Mention.Route}).");

    internal static DsmReplyException ShortInput(string? target, DsmFunction function, int expected, int actual) =>
        new("Nvdimm.Dsm.ShortInput", NvdimmErrorKind.InvalidData, target,
            $"{On(target)}the input of {function} has {Plural.Of(actual, "byte")} where "
                + $"{(function.Input?.Tail is null ? string.Empty : "at least ")}{expected} are required.",
            $"See the layout with {Layout(function)}, or give {Mention.Argument} and let it be "
                + $"encoded.");

    internal static DsmReplyException Contradiction(string? target, DsmFunction? function, string countField, ulong claimed, string field,
        int room) =>
        new("Nvdimm.Dsm.Contradiction", NvdimmErrorKind.InvalidResult, target,
            $"{On(target)}{function} contradicts itself: {countField} says {claimed}, but there are bytes for {room} of {field}.",
            target is null
                ? "Check that these are all the bytes, and of that function. Some may be missing."
                : (NextStep)$"Get the bytes with {Mention.Raw}; if the output was truncated, give a larger {Mention.OutputSize}.");

    internal static DsmStatusException FirmwareStatus(string? target, DsmFunction function, DsmStatus status) =>
        new(status.Code, status.Word, "Nvdimm.Dsm.FirmwareStatus", status.Kind, target,
            $"{On(target)}{function} was refused by the firmware: {status.Message} ({status.Word}, status 0x{status.Code:x8}).",
            Advice(target, function, status.Kind));

    private static NextStep Advice(string? target, DsmFunction function, NvdimmErrorKind kind)
    {
        switch (kind)
        {
            case NvdimmErrorKind.ResourceBusy:
                return "Wait a moment and try again.";
            case NvdimmErrorKind.InvalidArgument:
                return (NextStep)($"Check the input: {Mention.WhatIf} shows it field by field, "
                    + $"{Layout(function)} the layout.");
            case NvdimmErrorKind.NotImplemented:
                return (NextStep)($"This firmware does not support it: "
                    + $"{Mention.FunctionsOf(function.Family.Node.ToString(), target ?? "nmem0")} lists what it supports.");
            default:
                return (NextStep)$"{Mention.Raw} returns the answer's bytes; see the family's specification.";
        }
    }

    internal static NvdimmException NoLayout(DsmFunction function) =>
        new("Nvdimm.Dsm.NoLayout", NvdimmErrorKind.InvalidArgument, function.Name,
            $"The layout of {function} is not known, so named arguments cannot be encoded.",
                $"Give the bytes ({Mention.InputBytes}) and {Mention.OutputSize}.");

    /// <summary>What stands in a wrong place may be a passphrase, so where the function takes one nothing given is repeated.</summary>
    internal static NvdimmException UnknownArgument(DsmFunction function, DsmLayout layout, string name) => function.HasSecret
        ? new("Nvdimm.Dsm.UnknownArgument", NvdimmErrorKind.InvalidArgument, function.Name,
            $"One of the given names is not an input field of {function}. {Names(layout)}",
                "Use those names. The given name is not shown, since it may be a passphrase.")
        : new("Nvdimm.Dsm.UnknownArgument", NvdimmErrorKind.InvalidArgument, name,
            $"{function} has no input field '{name}'. {Names(layout)}",
                Suggestion.DidYouMean(name, InputNames(layout)) + "Use one of those names.");

    internal static NvdimmException MissingArgument(DsmFunction function, DsmLayout layout, DsmField field) =>
        new("Nvdimm.Dsm.MissingArgument", NvdimmErrorKind.InvalidArgument, field.Name,
            $"{function} needs '{field.Name}'{Meaning(field)}. {Names(layout)}", $"Add it: {Mention.ArgumentOf(field.Name)}.");

    internal static NvdimmException NoArgument(DsmFunction function, DsmLayout layout) =>
        new("Nvdimm.Dsm.MissingArgument", NvdimmErrorKind.InvalidArgument, function.Name,
            $"{function} needs at least one field. {Names(layout)}", $"Give those that should change with {Mention.Argument}.");

    internal static NvdimmException BadArgument(DsmFunction function, DsmField field, string? value, string advice) =>
        new("Nvdimm.Dsm.BadArgument", NvdimmErrorKind.InvalidArgument, field.Name,
            $"{(function.MayHoldSecret ? "What was given" : $"'{value}'")} does not fit {field.Name} of {function}{Meaning(field)}: "
                + $"{advice}.", $"Correct {field.Name}.");

    /// <summary>What was given is not repeated: it may be the passphrase.</summary>
    internal static NvdimmException PassphraseAsText(DsmFunction function, DsmField field) =>
        new("Nvdimm.Dsm.PassphraseAsText", NvdimmErrorKind.InvalidArgument, field.Name,
            $"{field.Name} of {function} was given as plain text, which is read as hexadecimal digits, but has other characters. "
                + $"Nothing was sent.",
            $"Give {Mention.Passphrase(field.Name)}; plain text would stay in the history and in logs.");

    internal static NvdimmException OutOfRange(DsmFunction function, DsmField field, string value, string minimum, string maximum) =>
        new("Nvdimm.Dsm.OutOfRange", NvdimmErrorKind.InvalidArgument, field.Name,
            $"{field.Name} of {function} cannot be "
                + $"{(function.MayHoldSecret && field.Kind != DsmFieldKind.Bytes ? "what was given" : value)}: its range is {minimum} "
                    + $"to {maximum}{(field.Unit is null ? string.Empty : " " + field.Unit)}.",
            $"Correct {field.Name}.");

    internal static NvdimmException UnknownGeneration(DsmFunction function, string generation) =>
        new("Nvdimm.Dsm.UnknownGeneration", NvdimmErrorKind.InvalidArgument, generation,
            function.Generation is null
                ? $"{function} has the same format in every version of its specification; '{generation}' cannot be chosen."
                : $"{function} has no format of version '{generation}'.",
            function.Generation is null
                ? "Leave the generation out."
                : $"Give one of {string.Join(", ", function.Generations.Select(g => g.Name).Append(function.Generation))}, or leave it "
                    + $"out: the answer itself tells most of them apart.");

    /// <summary>What the pass-through carries has a layout of its own, where it is known.</summary>
    private static Mention Layout(DsmFunction function) =>
        function.Vendor is { } carried && VendorCommands.Find(carried.Word) is { } known
            ? Mention.LayoutOfCommand(known.Name)
            : Mention.LayoutOf(function.Family.Name, function.Name);

    private static string On(string? target) => target is null ? string.Empty : target + ": ";

    private static string Meaning(DsmField field) => field.Description is null ? string.Empty : $" ({field.Description})";

    private static string Names(DsmLayout layout)
    {
        var names = InputNames(layout);
        return names.Length == 0 ? "It takes no input." : $"Its fields are {string.Join(", ", names)}.";
    }

    private static string[] InputNames(DsmLayout layout) =>
        [.. layout.Fields.Where(f => f.Kind != DsmFieldKind.Reserved).Select(f => f.Name)];

    /// <summary>More than one of the input parameters.</summary>
    public static NvdimmException TwoInputs(params string[] names) =>
        new("Nvdimm.Input.Two", NvdimmErrorKind.InvalidArgument, string.Join(", ", names),
            $"{string.Join(" and ", names)} each give the input; only one is allowed. Nothing was sent.", "Remove all but one.");

    internal static NvdimmException BadHex(NvdimmException cause) =>
        new("Nvdimm.Input.Hex", NvdimmErrorKind.InvalidArgument, "InputHex", $"{cause.Message} Nothing was sent.", cause.NextStep, cause);

    internal static NvdimmException HugeFile(string path, long size) =>
        new("Nvdimm.Input.HugeFile", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has {size:N0} bytes; the kernel takes at most {NdCommands.MaxLength:N0} (4 MiB) in one request. Nothing was sent.",
                "Check that it is the right file, or send it in pieces.");

    /// <summary>A file that is not there, or that may not be read.</summary>
    public static NvdimmException UnreadableFile(string path, Exception cause) =>
        new("Nvdimm.Input.File", FileReasons.ReadKind(cause), path,
            $"The input file '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} Nothing was sent.",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException WrongInputSize(DsmFunction function, int actual) =>
        new("Nvdimm.Input.Size", NvdimmErrorKind.InvalidArgument, function.Name,
            $"{function} takes {function.InputSizeText} bytes of input, not {actual}. "
                + $"{(function.Input is null ? string.Empty : Names(function.Input))} Nothing was sent.",
            $"Give the right number of bytes, or {Mention.Argument}. {Layout(function)} shows the "
                + $"layout.");

    internal static NvdimmException WrongInputCount(DsmFunction function, DsmField counter, ulong claimed, DsmField tail, ulong actual) =>
        new("Nvdimm.Input.Count", NvdimmErrorKind.InvalidArgument, function.Name,
            $"The input of {function} contradicts itself: {counter.Name} says {claimed}, {tail.Name} has {actual}. Firmware that "
                + $"trusts it may read or write beyond the end. Nothing was sent.",
            $"Correct {counter.Name}, or give {Mention.ArgumentOf(tail.Name)} and it is computed.");

    internal static NvdimmException EmptyLabelAccess(DsmFunction function) =>
        new("Nvdimm.Input.EmptyLabelAccess", NvdimmErrorKind.InvalidArgument, function.Name,
            $"{function} with a length of 0 was not sent: some hypervisors crash the machine on an empty label access.",
                "Give a length of at least 1.");
}
