namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>What can be wrong with a firmware baseline.</summary>
internal static class FirmwareBaselineErrors
{
    internal static NvdimmException Invalid(string name, int line, string path, string reason, NextStep next) =>
        new("Nvdimm.FirmwareBaseline.Invalid", NvdimmErrorKind.InvalidData, name,
            $"The firmware baseline '{name}'{ErrorText.AtLine(line)}, {path}: {reason}. {NothingTested}", next);

    internal static NvdimmException TooLarge(string path, int most) =>
        new("Nvdimm.FirmwareBaseline.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The firmware baseline '{path}' has more than {most:N0} bytes. {NothingTested}", "Is it the right file?");

    private const string NothingTested = "Nothing was tested.";
}
