namespace NvdimmPS.Labels;

/// <summary>What is judged together: an area, and what is known of the DIMM's regions.</summary>
/// <param name="Area">The area.</param>
/// <param name="Device">The DIMM; null where only the bytes are there.</param>
/// <param name="Regions">The regions on it; null where only the bytes are there.</param>
public sealed record LabelSubject(NvdimmLabelArea Area, NvdimmDevice? Device = null, IReadOnlyList<NvdimmRegion>? Regions = null);
