using System.Globalization;
using System.Text;

namespace NvdimmPS.Reports;

/// <summary>A report as CSV (RFC 4180): a row a DIMM, worst first.</summary>
internal static class ReportCsv
{
    // What a spreadsheet takes for the beginning of a formula, also in the full-width forms, or lets stand before one.
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Writes it.</summary>
    public static void Write(FleetReport report, Stream stream)
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 14,
            leaveOpen: true) { NewLine = "\r\n" };
        output.WriteLine(string.Join(',', ReportColumns.All.Select(c => c.Name)));
        foreach (var dimm in report.Dimms)
        {
            output.WriteLine(string.Join(',', ReportColumns.All.Select(c => Field(c.Value(dimm)))));
        }
    }

    private static string Field(object? value) => value switch
    {
        null => string.Empty,
        string text => Quoted(Harmless(text)),
        IEnumerable<string> texts => Quoted(Harmless(string.Join(' ', texts))),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A text that a spreadsheet would run is one that it shows. Numbers are numbers, also those below zero.</summary>
    private static string Harmless(string text) => text.Length > 0
        && FormulaStarts.Contains(text.TrimStart(' ') is [var first, ..] ? first : ' ', StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") || text.StartsWith(' ')
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
