using NvdimmPS.Files;

namespace NvdimmPS.Findings.Policies;

/// <summary>What can be wrong with a policy.</summary>
internal static class PolicyErrors
{
    private const string NothingTested = "Nothing was tested.";

    internal static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Policy.File", FileReasons.ReadKind(cause), path,
            $"The policy '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} {NothingTested}",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException TooLarge(string path, int most) =>
        new("Nvdimm.Policy.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The policy '{path}' has more than {most:N0} bytes. {NothingTested}", "Check that it is the right file.");

    internal static NvdimmException Invalid(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Policy.Invalid", NvdimmErrorKind.InvalidData, place.Name,
            $"The policy '{place.Name}', line {place.Line}, {place.Path}: {reason}. {NothingTested}", next);
}
