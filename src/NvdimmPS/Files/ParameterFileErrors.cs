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

    internal static NvdimmException ErrorLog(string path, Exception cause) =>
        new("Nvdimm.ModuleLog.File", FileReasons.ReadKind(cause), path,
            $"'{path}' cannot be read: {ErrorText.Sentence(cause.Message)} No error log was read.",
                FileReasons.Next(cause, "Check the path and its permissions, or give a time such as 2027-01-31."), cause);

    internal static NvdimmException LongErrorLog(string path, int most) =>
        new("Nvdimm.ModuleLog.TooLargeFile", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has more than {most:N0} bytes. No error log was read.", "Check that it is the right file.");

    internal static NvdimmException BadErrorLog(string path, Exception cause) =>
        new("Nvdimm.ModuleLog.BadFile", NvdimmErrorKind.InvalidData, path,
            $"'{path}' is neither Clixml nor JSON, or it is cut: {cause.Message.TrimEnd('.')}. No error log was read.",
                "Make one: Get-NvdimmErrorLog | Export-Clixml errors.clixml.", cause);

    internal static NvdimmException NoErrorLog(string given) =>
        new("Nvdimm.ModuleLog.NoEntries", NvdimmErrorKind.InvalidArgument, null,
            $"-Since takes a time, entries of error logs or health, and '{Printable.Quote(given)}' is none of these. Nothing was read.",
                "Give a time such as 2027-01-31, what Get-NvdimmErrorLog or Get-NvdimmHealth gave, or a file of it.");

    internal static NvdimmException NoLabels(string parameter, object? given) =>
        new("Nvdimm.Label.NoLabels", NvdimmErrorKind.InvalidArgument, parameter,
            $"{parameter} takes the labels of a DIMM, and '{Printable.Quote($"{given}")}' is none. Nothing was compared.",
            "Give a file, a folder of Export-NvdimmLabel, or what Get-NvdimmLabel gave.");
}
