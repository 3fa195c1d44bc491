namespace NvdimmPS.Reports;

/// <summary>One thing that a report says of a DIMM.</summary>
/// <param name="Name">The property's name, which is also the column's of a CSV file.</param>
/// <param name="Value">A text, a number, a bool, a time, a list of texts; null where it is not known.</param>
/// <param name="Title">The head of its column on the page; null where the page does without it.</param>
internal sealed record ReportColumn(string Name, Func<ReportDimm, object?> Value, string? Title = null)
{
    /// <summary>True of bytes, which the page shows as GiB.</summary>
    public bool IsSize { get; init; }
}
