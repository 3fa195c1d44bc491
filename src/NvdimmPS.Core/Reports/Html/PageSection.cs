namespace NvdimmPS.Reports.Html;

/// <summary>A part of the page.</summary>
/// <param name="Id">Where links go.</param>
/// <param name="Title">Its heading.</param>
/// <param name="IsWanted">Whether there is anything in it.</param>
/// <param name="Write">Writes what stands below the heading.</param>
internal sealed record PageSection(string Id, string Title, Func<FleetReport, bool> IsWanted, Action<HtmlWriter, FleetReport> Write);
