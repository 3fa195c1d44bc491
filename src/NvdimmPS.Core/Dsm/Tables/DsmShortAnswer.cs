namespace NvdimmPS.Dsm;

/// <summary>A shorter answer that firmware of an older specification gives. Fields behind its end are not reported.</summary>
/// <param name="Size">The bytes that come back.</param>
/// <param name="Status">The status word with which it is so short; null with any success.</param>
public sealed record DsmShortAnswer(int Size, uint? Status = null)
{
    internal bool Allows(int size, uint status) => size >= Size && (Status is null || Status == status);
}
