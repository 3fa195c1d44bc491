using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>What can be wrong with a file that a parameter names.</summary>
internal static class ParameterFileErrors
{
    internal static NvdimmException Configuration(string path, Exception cause) =>
        new("Nvdimm.Configuration.File", FileReasons.ReadKind(cause), path,
            $"The configuration '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} Nothing was compared.",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException FirmwareBaseline(string path, Exception cause) =>
        new("Nvdimm.FirmwareBaseline.File", FileReasons.ReadKind(cause), path,
            $"The firmware baseline '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} Nothing was tested.",
                FileReasons.Next(cause, "Check the path and its permissions, or give a version such as 01.02.00.5435."), cause);

    internal static NvdimmException NoLabels(string parameter, object? given) =>
        new("Nvdimm.Label.NoLabels", NvdimmErrorKind.InvalidArgument, parameter,
            $"{parameter} takes the labels of a DIMM, and '{Printable.Quote($"{given}")}' is none. Nothing was compared.",
            "Give a file, a folder of Export-NvdimmLabel, or what Get-NvdimmLabel gave.");
}
