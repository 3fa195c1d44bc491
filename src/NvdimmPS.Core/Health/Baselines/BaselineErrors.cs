using NvdimmPS.Files;

namespace NvdimmPS.Health.Baselines;

/// <summary>What can be wrong with a baseline.</summary>
internal static class BaselineErrors
{
    private const string NothingCompared = "Nothing was compared.";

    internal static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Baseline.File", FileReasons.ReadKind(cause), path,
            $"The baseline '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} {NothingCompared}",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException TooLarge(string path, int most) =>
        new("Nvdimm.Baseline.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The baseline '{path}' has more than {most:N0} bytes. {NothingCompared}", "Check that it is the right file.");

    internal static NvdimmException Invalid(string name, string reason, Exception? cause = null) =>
        new("Nvdimm.Baseline.Invalid", NvdimmErrorKind.InvalidData, name,
            $"The baseline '{name}' cannot be used: {reason}. {NothingCompared}",
            $"Make one: {Mention.MakeBaseline}.", cause);

    internal static NvdimmException Newer(string name, double version, int known) =>
        new("Nvdimm.Baseline.Version", NvdimmErrorKind.NotImplemented, name,
            $"The baseline '{name}' has version {version}; this NvdimmPS reads up to {known}. {NothingCompared}",
                "Use a newer NvdimmPS, or make a new baseline.");

    internal static NvdimmException OfOther(string name, IEnumerable<string> then, IEnumerable<string> now) =>
        new("Nvdimm.Baseline.OtherMachine", NvdimmErrorKind.InvalidArgument, name,
            $"The baseline '{name}' is of another machine: it has no DIMM in common with this one (there {ErrorText.Shown(then)}; here "
                + $"{ErrorText.Shown(now)}). {NothingCompared}",
            $"Give the baseline of this machine, or make one: {Mention.MakeBaseline}.");
}
