namespace NvdimmPS.Tracing;

/// <summary>One folder, link or attribute of a recorded tree. Paths are relative to <c>/sys</c> and use '/'.</summary>
internal sealed record SysfsEntry(SysfsEntryKind Kind, string Path)
{
    /// <summary>Where a link leads, as a path from the root of the tree too.</summary>
    public string? Target { get; init; }

    /// <summary>An attribute's bytes.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Why an attribute could not be read, or 0.</summary>
    public int Errno { get; init; }

    /// <summary>True where both show the same.</summary>
    public bool IsSame(SysfsEntry other) =>
        Kind == other.Kind && Target == other.Target && Errno == other.Errno && Bytes.AsSpan().SequenceEqual(other.Bytes);
}
