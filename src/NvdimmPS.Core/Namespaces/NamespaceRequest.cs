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

    /// <summary>True where something is wanted, and a namespace has all of it.</summary>
    public bool IsAlready(NvdimmNamespace space) => this != new NamespaceRequest()
        && (space.Enabled || IsRename)
        && (Mode is null || Mode.ToString()!.Equals(space.Mode, StringComparison.OrdinalIgnoreCase))
        && (Size is null || Size == space.RawSize)
        && (Alignment is null || Alignment == space.Alignment)
        && (Map is null || Map.ToString()!.Equals(space.Map, StringComparison.OrdinalIgnoreCase))
        && (SectorSize is null || SectorSize == space.SectorSize)
        && (Name is null || Name == (space.AlternateName ?? string.Empty))
        && (Uuid is null || (Guid.TryParse(space.RawUuid ?? space.Uuid, out var uuid) && uuid == Uuid));

    /// <summary>True where nothing but the name is to become another.</summary>
    public bool IsRename => this == new NamespaceRequest { Name = Name } && Name is not null;
}
