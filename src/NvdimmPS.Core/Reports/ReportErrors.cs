using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Files;

namespace NvdimmPS.Reports;

/// <summary>What can be wrong with reports.</summary>
internal static class ReportErrors
{
    internal static readonly FileErrors File = new(Exists, Unwritable);

    internal static NvdimmException Exists(string path) =>
        new("Nvdimm.Report.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' is there already. Nothing was written.", "Give -Force to replace it, or another -Path.");

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Report.File", FileReasons.ReadKind(cause), path, $"The report '{path}' cannot be written: {ErrorText.Sentence(cause.Message)}", FileReasons.Next(cause, "Check the folder, its permissions and its room."), cause);

    internal static NvdimmException FormatUnknown(string path) =>
        new("Nvdimm.Report.Format", NvdimmErrorKind.InvalidArgument, path,
            $"The name '{path}' does not say what the report is to be. Nothing was written.", "Give -As Html, Json or Csv, or a -Path that ends in .html, .json or .csv.");

    internal static NvdimmException Input(object? item) =>
        new("Nvdimm.Input.Report", NvdimmErrorKind.InvalidArgument, item?.ToString(),
            $"'{Printable.Quote(item?.ToString() ?? string.Empty)}' is no health of a DIMM, no finding and no error record. It was left out.",
            "Pipe in what Get-NvdimmHealth, Test-NvdimmHealth or Invoke-NvdimmFleet give, here, on other computers, or out of files.");
}
