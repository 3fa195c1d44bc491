namespace NvdimmPS.Reports;

/// <summary>What a report can be written as.</summary>
public enum ReportFormat
{
    /// <summary>One page for people, with everything in it.</summary>
    Html,

    /// <summary>One document for programs.</summary>
    Json,

    /// <summary>One row a DIMM, for spreadsheets.</summary>
    Csv,
}
