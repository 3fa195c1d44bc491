namespace NvdimmPS;

/// <summary>What can be wrong with policies and baselines.</summary>
public static partial class Errors
{
    private const string NothingTested = "Nothing was tested.";
    private const string NothingCompared = "Nothing was compared.";

    internal static NvdimmException PolicyUnreadable(string path, Exception cause) =>
        new("Nvdimm.Policy.File", FileKind(cause), path, $"The policy '{path}' cannot be read: {Sentence(cause.Message)} {NothingTested}", Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException PolicyTooLarge(string path, int most) =>
        new("Nvdimm.Policy.TooLarge", NvdimmErrorKind.LimitsExceeded, path, $"The policy '{path}' has more than {most:N0} bytes. {NothingTested}", "Is it the right file?");

    internal static NvdimmException PolicyInvalid(string file, int line, string key, string reason, string next) =>
        new("Nvdimm.Policy.Invalid", NvdimmErrorKind.InvalidData, file, $"The policy '{file}', line {line}, {key}: {reason}. {NothingTested}", next);

    internal static NvdimmException PolicyForModule(string file) =>
        PolicyInvalid(file, 1, "policy", "it is PowerShell data, which only the module reads",
            $"Make JSON of it, which both read: Import-PowerShellDataFile {Printable.Quote(file)} | ConvertTo-Json -Depth 5.");

    internal static NvdimmException BaselineUnreadable(string path, Exception cause) =>
        new("Nvdimm.Baseline.File", FileKind(cause), path, $"The baseline '{path}' cannot be read: {Sentence(cause.Message)} {NothingCompared}", Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException BaselineTooLarge(string path, int most) =>
        new("Nvdimm.Baseline.TooLarge", NvdimmErrorKind.LimitsExceeded, path, $"The baseline '{path}' has more than {most:N0} bytes. {NothingCompared}", "Is it the right file?");

    internal static NvdimmException BaselineInvalid(string name, string reason, Exception? cause = null) =>
        new("Nvdimm.Baseline.Invalid", NvdimmErrorKind.InvalidData, name, $"The baseline '{name}' cannot be used: {reason}. {NothingCompared}",
            "Make one with Get-NvdimmHealth | Export-Clixml baseline.xml, or with ConvertTo-Json -Depth 4.", cause);

    internal static NvdimmException BaselineForModule(string name) =>
        BaselineInvalid(name, "it is Clixml, which only the module reads");

    internal static NvdimmException BaselineNewer(string name, double version, int known) =>
        new("Nvdimm.Baseline.Version", NvdimmErrorKind.NotImplemented, name,
            $"The baseline '{name}' has version {version}; this NvdimmPS reads up to {known}. {NothingCompared}", "Use a newer NvdimmPS, or make a new baseline.");

    internal static NvdimmException BaselineOfOther(string name, IEnumerable<string> then, IEnumerable<string> now) =>
        new("Nvdimm.Baseline.OtherMachine", NvdimmErrorKind.InvalidArgument, name,
            $"The baseline '{name}' is of another machine: it has no DIMM in common with this one (there {Shown(then)}; here {Shown(now)}). {NothingCompared}",
            "Give the baseline of this machine, or make one: Get-NvdimmHealth | Export-Clixml baseline.xml.");

    private static string Shown(IEnumerable<string> names)
    {
        const int most = 4;
        var all = names.Select(Printable.Quote).ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all.Take(most)) + (all.Count > most ? ", …" : string.Empty);
    }
}
