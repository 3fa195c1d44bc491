namespace NvdimmPS;

/// <summary>One DIMM's part of a region.</summary>
public sealed class NvdimmMapping
{
    /// <summary>The DIMM's name.</summary>
    public string Dimm { get; init; } = "";

    /// <summary>Where the part begins, in bytes of the DIMM's own address space.</summary>
    public ulong Offset { get; init; }

    /// <summary>Bytes of the DIMM in the region.</summary>
    public ulong Length { get; init; }

    /// <summary>The DIMM's place in the interleave set; null where the kernel does not say (before 4.13).</summary>
    public int? Position { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Dimm;
}
