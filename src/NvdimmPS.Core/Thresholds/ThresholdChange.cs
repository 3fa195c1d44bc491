namespace NvdimmPS.Thresholds;

/// <summary>What becomes of one threshold.</summary>
/// <param name="Name">The threshold, or <c>AlarmsEnabled</c>.</param>
/// <param name="Old">Its value now, as text with the unit.</param>
/// <param name="New">Its value then.</param>
public sealed record ThresholdChange(string Name, string Old, string New)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Old} → {New}";
}
