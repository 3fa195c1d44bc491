namespace NvdimmPS;

/// <summary>A memory error that was injected into a bus, as its firmware lists it.</summary>
public sealed class NvdimmInjectedError
{
    /// <summary>The bus.</summary>
    public required string Bus { get; init; }

    /// <summary>Where it begins in the physical address space.</summary>
    public required ulong Address { get; init; }

    /// <summary>Bytes.</summary>
    public required ulong Length { get; init; }

    /// <summary>The region; null where none is there, or the kernel does not show where it is.</summary>
    public string? Region { get; init; }

    /// <summary>The namespaces that it touches, or may touch.</summary>
    public ItemList<string> Namespaces { get; init; } = [];

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Bus} 0x{Address:x}+{Length}";
}
