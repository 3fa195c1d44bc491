using NvdimmPS.Reports.Html;

namespace NvdimmPS.Reports;

/// <summary>Writes a report as what it is to be.</summary>
public static class ReportWriter
{
    /// <summary>To a file, whole or not at all.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Save(string path, FleetReport report, ReportFormat format, bool overwrite, CancellationToken stop = default) =>
        ReportFile.Write(path, stream => Write(report, format, stream), overwrite, stop);

    /// <summary>To a stream.</summary>
    public static void Write(FleetReport report, ReportFormat format, Stream stream)
    {
        switch (format)
        {
            case ReportFormat.Json:
                ReportJson.Write(report, stream);
                break;
            case ReportFormat.Csv:
                ReportCsv.Write(report, stream);
                break;
            default:
                ReportPage.Write(report, stream);
                break;
        }
    }

    /// <summary>What a file is to be, by its name; null where the name does not say.</summary>
    public static ReportFormat? FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => ReportFormat.Html,
        ".JSON" => ReportFormat.Json,
        ".CSV" => ReportFormat.Csv,
        _ => null,
    };
}
