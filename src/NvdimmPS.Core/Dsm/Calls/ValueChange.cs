namespace NvdimmPS;

/// <summary>What a change would make of one value.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Old">Its value now, as text with the unit.</param>
/// <param name="New">Its value then.</param>
public sealed record ValueChange(string Field, string Old, string New)
{
    /// <summary>False where it would stay as it is.</summary>
    public bool Differs => !string.Equals(Old, New, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Field} {Old} → {New}";
}
