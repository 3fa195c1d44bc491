namespace NvdimmPS.Namespaces;

/// <summary>What is wanted of a namespace; null where it is left to the rules.</summary>
internal sealed record NamespaceRequest
{
    public NvdimmNamespaceMode? Mode { get; init; }

    /// <summary>Bytes that it takes of the region.</summary>
    public ulong? Size { get; init; }

    /// <summary>The mapping alignment of fsdax and devdax, in bytes.</summary>
    public ulong? Alignment { get; init; }

    public NvdimmNamespaceMap? Map { get; init; }

    /// <summary>Bytes.</summary>
    public ulong? SectorSize { get; init; }

    public string? Name { get; init; }

    public Guid? Uuid { get; init; }

    /// <summary>True where nothing but the name is to become another.</summary>
    public bool IsRename => this == new NamespaceRequest { Name = Name } && Name is not null;
}
