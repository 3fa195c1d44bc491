using NvdimmPS.Files;

namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>What can be wrong with a firmware baseline.</summary>
internal static class FirmwareBaselineErrors
{
    internal static NvdimmException Invalid(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.FirmwareBaseline.Invalid", NvdimmErrorKind.InvalidData, place.Name,
            $"The firmware baseline '{place.Name}'{ErrorText.AtLine(place.Line)}, {place.Path}: {reason}. {NothingTested}", next);

    internal static NvdimmException TooLarge(string path, int most) =>
        new("Nvdimm.FirmwareBaseline.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"The firmware baseline '{path}' has more than {most:N0} bytes. {NothingTested}", "Check that it is the right file.");

    private const string NothingTested = "Nothing was tested.";
}
