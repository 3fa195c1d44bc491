namespace NvdimmPS;

/// <summary>Memory that a scrub could not read, as the firmware of the bus lists it.</summary>
public sealed class NvdimmScrubError
{
    /// <summary>The bus.</summary>
    public required string Bus { get; init; }

    /// <summary>Where it begins in the physical address space.</summary>
    public required ulong Address { get; init; }

    /// <summary>Bytes.</summary>
    public required ulong Length { get; init; }

    /// <summary>The DIMM, by its NFIT handle; null where the firmware names none that is there.</summary>
    public string? Dimm { get; init; }

    /// <summary>The region; null where none is there, or the kernel does not show where it is.</summary>
    public string? Region { get; init; }

    /// <summary>The namespaces that it touches, or may touch.</summary>
    public ItemList<string> Namespaces { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Bus} 0x{Address:x}+{Length}";
}
