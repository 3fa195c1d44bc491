using NvdimmPS.Files;
using NvdimmPS.Inventory;

namespace NvdimmPS.Configuration;

/// <summary>What can be wrong with the configuration of a machine.</summary>
internal static class ConfigurationErrors
{
    internal static readonly FileErrors File = new(Exists, Unwritable);

    internal static NvdimmException Invalid(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Configuration.Invalid", NvdimmErrorKind.InvalidData, place.Name,
            $"The configuration '{place.Name}'{ErrorText.AtLine(place.Line)}, {place.Path}: {reason}. {NothingCompared}", next);

    /// <summary>What is set must be understood: a misspelt word would leave something as it is, and nobody would know.</summary>
    internal static NvdimmException Strange(string name, IReadOnlyList<StrangeMember> members) =>
        new("Nvdimm.Configuration.Unknown", NvdimmErrorKind.InvalidData, name,
            $"The configuration '{name}' has what this NvdimmPS does not know: "
                + $"{ErrorText.Shortened([.. members.Select(m => m.Path)])}. Nothing was written.",
            $"{(members is [var first, ..] ? first.Advice : null)} Or take it out.".TrimStart());

    internal static NvdimmException Newer(string name, double version, int known) =>
        new("Nvdimm.Configuration.Version", NvdimmErrorKind.NotImplemented, name,
            $"The configuration '{name}' has version {version} of the format; this NvdimmPS reads up to {known}. {NothingCompared}",
            "Use a newer NvdimmPS, or export the configuration again.");

    internal static NvdimmException OfOther(string name, string? machine, IEnumerable<string> there, IEnumerable<string> here) =>
        new("Nvdimm.Configuration.OtherMachine", NvdimmErrorKind.InvalidArgument, name,
            $"The configuration '{name}' is of another machine{(machine is null ? string.Empty : $" ({Printable.Quote(machine)})")}: it "
                + $"names the serial numbers of its DIMMs, and none of them is here (there {ErrorText.Shown(there)}; here "
                    + $"{ErrorText.Shown(here)}). {NothingCompared}",
            $"Give the configuration of this machine; to use one on many machines, export it without {Mention.Named("IncludeSerial")}.");

    internal static NvdimmException TooLarge(string path, int most) =>
        new("Nvdimm.Configuration.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The configuration '{path}' has more than {most:N0} bytes. {NothingCompared}", "Check that it is the right file.");

    internal static NvdimmException Exists(string path) =>
        new("Nvdimm.Configuration.Exists", NvdimmErrorKind.InvalidOperation, path, $"'{path}' already exists. Nothing was written.",
            $"Name another file, or {Mention.ReplaceFile}.");

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Configuration.Write", FileReasons.WriteKind(cause), path,
            $"The configuration cannot be written to '{path}': {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Check the folder and its permissions. The old file is unchanged."), cause);

    internal static NvdimmException NoRegion(string path) =>
        new("Nvdimm.Configuration.NoRegion", NvdimmErrorKind.ObjectNotFound, path,
            $"This machine has nothing for {path} of the configuration.",
            $"See {Mention.Regions} and {Mention.Namespaces} for what it has.");

    internal static NvdimmException Word(string path, string word, IReadOnlyList<string> known) =>
        new("Nvdimm.Configuration.Value", NvdimmErrorKind.InvalidData, path,
            $"{path} of the configuration is '{Printable.Quote(word)}', which is no such word. Nothing was written.",
            $"Use one of {string.Join(", ", known.Select(k => k.ToLowerInvariant()))}.");

    internal static NvdimmException Bytes(string path, string value) =>
        new("Nvdimm.Configuration.Value", NvdimmErrorKind.InvalidData, path,
            $"{path} of the configuration is {Printable.Quote(value)}, which is no number of bytes. Nothing was written.",
            "Give a whole number above 0, without a unit.");

    internal static NvdimmException Empty() =>
        new("Nvdimm.Configuration.Empty", NvdimmErrorKind.ObjectNotFound, Environment.MachineName,
            "This machine has neither DIMMs nor regions, so there is no configuration to export.",
            $"Load the driver: {Topology.Drivers}; or use {Mention.Simulator}.");

    private const string NothingCompared = "Nothing was compared.";
}
