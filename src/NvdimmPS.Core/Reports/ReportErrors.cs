using NvdimmPS.Files;

namespace NvdimmPS.Reports;

/// <summary>What can be wrong with reports.</summary>
internal static class ReportErrors
{
    internal static readonly FileErrors File = new(Exists, Unwritable);

    internal static NvdimmException Exists(string path) =>
        new("Nvdimm.Report.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' already exists. Nothing was written.", $"Name another file, or {Mention.ReplaceFile}.");

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Report.File", FileReasons.ReadKind(cause), path,
            $"The report '{path}' cannot be written: {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Check the folder, its permissions and free space."), cause);

    internal static NvdimmException Input(object? item) =>
        new("Nvdimm.Input.Report", NvdimmErrorKind.InvalidArgument, item?.ToString(),
            $"'{Printable.Quote(item?.ToString() ?? string.Empty)}' is not health of a DIMM, a finding, a namespace or an error record. "
                + "It was left out.",
            $"Pipe in what {Mention.Health} or {Mention.TestHealth} returns: here, on other computers, or from files.");
}
