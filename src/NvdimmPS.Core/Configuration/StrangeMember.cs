namespace NvdimmPS.Configuration;

/// <summary>A member of a document that this version does not know.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Advice">What may have been meant.</param>
internal sealed record StrangeMember(string Path, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
