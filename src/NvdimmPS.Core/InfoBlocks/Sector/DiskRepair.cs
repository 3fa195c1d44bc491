namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>Bytes that mend something. Each stands by itself: what is not written after a failure leaves the rest as it was.</summary>
/// <param name="Offset">Where, in bytes from the namespace's start.</param>
/// <param name="Bytes">What is written.</param>
/// <param name="What">What that is, such as <c>the info block of arena 0</c>.</param>
internal sealed record DiskRepair(ulong Offset, byte[] Bytes, string What)
{
    /// <inheritdoc/>
    public bool Equals(DiskRepair? other) => other is not null && Offset == other.Offset && Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override int GetHashCode() => Offset.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => What;
}
