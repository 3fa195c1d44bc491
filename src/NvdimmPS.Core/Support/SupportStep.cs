namespace NvdimmPS.Support;

/// <summary>A step of a support bundle: one thing that was read.</summary>
/// <param name="Title">What was read.</param>
/// <param name="Target">The DIMM or bus; null where it is the whole machine.</param>
/// <param name="File">The file in the bundle; none is there where there is nothing to tell.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reason">Why there is nothing, or not all; null where all is there.</param>
public sealed record SupportStep(string Title, string? Target, string File, SupportStatus Status, double Seconds, string? Reason)
{
    /// <summary>True where something is missing that ought to be there.</summary>
    public bool IsMissing => Status is SupportStatus.Failed or SupportStatus.TimedOut;

    /// <inheritdoc/>
    public override string ToString() => $"{(Target is null ? string.Empty : Target + " ")}{Title}: {Status}";
}
