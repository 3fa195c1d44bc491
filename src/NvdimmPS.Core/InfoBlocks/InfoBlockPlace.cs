using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.InfoBlocks;

/// <summary>Whose bytes are read, and what is known of the namespace besides.</summary>
/// <param name="Target">The namespace or the file, as findings name it.</param>
/// <param name="Namespace">The namespace; null of a file.</param>
/// <param name="ParentUuid">The UUID in its labels, all zeros without labels; null where it is not known.</param>
/// <param name="Source">The word for where the bytes come from.</param>
/// <param name="IsWhole">Whether the bytes are the whole namespace, so that offsets in a block can be held against its size.</param>
internal sealed record InfoBlockPlace(string Target, string? Namespace, Guid? ParentUuid, string Source, bool IsWhole)
{
    private readonly FindingWriter _findings = new(HealthPolicy.BuiltIn, Source, DateTime.UtcNow, DateTime.UtcNow);

    /// <summary>The place of a namespace.</summary>
    public static InfoBlockPlace Of(NvdimmNamespace space) => new(space.Name, space.Name,
        space.RawUuid is { } uuid ? Guid.ParseExact(uuid, "D") : space.Type == "io" ? Guid.Empty : null, space.Source, IsWhole: true);

    /// <summary>The place of a file, of which nothing is known.</summary>
    public static InfoBlockPlace Of(FileDisk file, Guid? parent) => new(Path.GetFileName(file.Name), null, parent, "File", IsWhole: false);

    /// <summary>A finding about it.</summary>
    public HealthFinding Find(FindingKind kind, params string?[] values) => _findings.Other(kind, Target, values);
}
