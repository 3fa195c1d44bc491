namespace NvdimmPS.Dsm;

/// <summary>What a call would make of one field.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Old">Its value now, as text with the unit.</param>
/// <param name="New">Its value then.</param>
public sealed record DsmChange(string Field, string Old, string New)
{
    /// <summary>False where it would stay as it is.</summary>
    public bool Differs => !string.Equals(Old, New, StringComparison.Ordinal);
}
