using NvdimmPS.Files;

namespace NvdimmPS.ModuleLogs;

/// <summary>Why a module's logs are not read.</summary>
internal static class ModuleLogErrors
{
    /// <summary>The family has no vendor commands that are known.</summary>
    public static NvdimmException NotOffered(string dimm, string? family, string? reason) =>
        new("Nvdimm.ModuleLog.NotOffered", NvdimmErrorKind.NotImplemented, dimm,
            (family is not null ? $"{dimm} is of the {family} family"
                : $"{dimm} has no known DSM family{(reason is null ? string.Empty : $" ({reason})")}")
                + ", and only modules of the Intel family have vendor commands, logs, counters and platform config data that are known. "
                + "Nothing was sent.",
            $"See what it offers with {Mention.FunctionsOf("Dimm", dimm)}.");

    /// <summary>There is no such command.</summary>
    public static NvdimmException NoCommand(string name) =>
        new("Nvdimm.ModuleLog.NoCommand", NvdimmErrorKind.ObjectNotFound, name,
            $"No vendor command is named '{Printable.Quote(name)}'. Nothing was sent.",
            $"{Suggestion.DidYouMean(name, Dsm.Vendor.VendorCommands.All.Select(c => c.Name))}{Mention.VendorCommands} lists them.");

    /// <summary>Only one function carries vendor commands.</summary>
    public static NvdimmException CarriesNone(Dsm.DsmFunction function) =>
        new("Nvdimm.ModuleLog.CarriesNone", NvdimmErrorKind.InvalidArgument, null,
            $"{function} carries no vendor command that is known: only PassThrough of the Intel family does.",
            $"Leave {Mention.Named("VendorCommand", "…")} out, or give the family and function Intel PassThrough.");

    /// <summary>Only answers to vendor commands are read by a version.</summary>
    public static NvdimmException NothingToVersion(Dsm.DsmFunction? function) =>
        new("Nvdimm.ModuleLog.NothingToVersion", NvdimmErrorKind.InvalidArgument, null,
            $"Only the answer to a vendor command that is known differs by the version of the firmware interface; "
                + (function is null ? "of a whole buffer it is not read." : $"these bytes are of {function} without one."),
            $"Leave {Mention.Named("FisVersion")} out, or name the command with {Mention.Named("VendorCommand")}.");

    /// <summary>A version is two numbers.</summary>
    public static NvdimmException NoFisVersion(string version) =>
        new("Nvdimm.ModuleLog.NoFisVersion", NvdimmErrorKind.InvalidArgument, null,
            $"'{Printable.Quote(version)}' is no version of the firmware interface: it is two numbers, such as 1.15 or 3.0.",
            $"Give {Mention.Named("FisVersion", "…")} as the module's own answer has it: FisVersion of GetIdentity.");

    /// <summary>A number belongs to one log.</summary>
    public static NvdimmException WhichLog() =>
        new("Nvdimm.ModuleLog.WhichLog", NvdimmErrorKind.InvalidArgument, null,
            "Each of the four logs has its own numbers, so a number alone does not say from where to read. Nothing was sent.",
            $"Give {Mention.Named("Log", "Media")} or {Mention.Named("Log", "Thermal")}, and {Mention.Named("Level", "Low")} or "
                + $"{Mention.Named("Level", "High")} with it.");

    /// <summary>Two ways to say what is known.</summary>
    public static NvdimmException TwiceSince() =>
        new("Nvdimm.ModuleLog.TwiceSince", NvdimmErrorKind.InvalidArgument, null,
            "A number and what was read earlier both say which entries are known. Nothing was sent.",
            $"Give either {Mention.Named("After", "…")} or {Mention.Named("Since", "…")}.");

    /// <summary>More than the mailbox holds.</summary>
    public static NvdimmException TooLarge(string dimm, long size, long most) =>
        new("Nvdimm.ModuleLog.TooLarge", NvdimmErrorKind.LimitsExceeded, dimm,
            $"The data ({size:N0} bytes) exceed {dimm}'s large payload ({most:N0} bytes). Nothing was read.",
            "Read it in small payloads.");

    /// <summary>A piece that does not fit into the mailbox.</summary>
    public static NvdimmException BeyondPayload(string dimm, long end, long most, bool writes) =>
        new("Nvdimm.ModuleLog.BeyondPayload", NvdimmErrorKind.LimitsExceeded, dimm,
            $"This would {(writes ? "write to" : "read from")} the large payload of {dimm} up to byte {end:N0}, and it has {most:N0}. "
                + "Nothing of it was sent.",
            "Stay within the sizes that the vendor command GetLargePayloadInfo reports.");

    /// <summary>More than one call carries, where one call is sent.</summary>
    public static NvdimmException SeveralPieces(string dimm, int piece) =>
        new("Nvdimm.ModuleLog.SeveralPieces", NvdimmErrorKind.LimitsExceeded, dimm,
            $"One call carries {piece:N0} bytes of {dimm}'s large payload at most. Nothing was sent.",
            $"Give a Size of at most {piece}, and an Offset for each piece.");

    /// <summary>The module's answer lacks what every answer has.</summary>
    public static NvdimmException NoNumbers(string dimm) =>
        new("Nvdimm.ModuleLog.NoNumbers", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm} did not report its error log's sequence numbers: the answer is too short.",
            "Try again; the module may have been busy.");
}
