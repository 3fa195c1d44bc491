namespace NvdimmPS;

/// <summary>How a module is to be used from the next boot on, or what became of that.</summary>
public sealed class NvdimmPlatformGoal
{
    /// <summary>True where the platform has not processed it yet; null where that cannot be told.</summary>
    public bool? Pending { get; init; }

    /// <summary>The number of the goal; null where there is none any more.</summary>
    public uint? Sequence { get; init; }

    /// <summary>The number of the goal that the platform processed last; null where it processed none.</summary>
    public uint? ProcessedSequence { get; init; }

    /// <summary>What became of the goal that was processed last, such as <c>Applied</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Bytes that the persistent partition is to have; null where it is to stay.</summary>
    public ulong? PersistentSize { get; init; }

    /// <summary>What became of a change of the partition, such as <c>Success</c>.</summary>
    public string? PersistentStatus { get; init; }

    /// <summary>The sets that were asked for.</summary>
    public required ItemList<NvdimmInterleaveSet> InterleaveSets { get; init; }

    /// <summary>What became of the sets that were asked for.</summary>
    public required ItemList<NvdimmInterleaveSet> ProcessedSets { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Pending switch { true => "pending", false => Status ?? "none", null => "unknown" };
}
