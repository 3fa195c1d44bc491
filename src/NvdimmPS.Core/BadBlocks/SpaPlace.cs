namespace NvdimmPS.BadBlocks;

/// <summary>Where an address lies, by a bus's firmware.</summary>
/// <param name="Dimms">The DIMMs; several where it is mirrored, none where it is not known.</param>
/// <param name="Address">The address within the first one.</param>
/// <param name="Length">For how many bytes that holds; some firmware says 0.</param>
/// <param name="Reason">Why there is no single address; null where there is.</param>
internal sealed record SpaPlace(string[] Dimms, ulong Address, ulong Length, string? Reason)
{
    public static SpaPlace Unknown(string why) => new([], 0, 0, why);

    /// <summary>True for the place that follows this one after a distance: the same DIMM goes on.</summary>
    public bool GoesOn(SpaPlace next, ulong distance) =>
        Reason is null && next.Reason is null && Dimms.SequenceEqual(next.Dimms) && next.Address == Address + distance;
}
