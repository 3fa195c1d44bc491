namespace NvdimmPS;

/// <summary>
/// How the capacity of a module of the Intel family is used, and how it is to be: its platform config data. What is null was not
/// reported; <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmPlatformConfiguration
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary><c>Valid</c>, <c>None</c> where it was never written, <c>Damaged</c> where not all of it makes sense.</summary>
    public string? State { get; init; }

    /// <summary>How the last boot went, such as <c>Success</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The same in a sentence.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Bytes that the platform maps as memory.</summary>
    public ulong? VolatileMapped { get; init; }

    /// <summary>Bytes that the platform maps as persistent memory.</summary>
    public ulong? PersistentMapped { get; init; }

    /// <summary>The interleave sets that are in use.</summary>
    public ItemList<NvdimmInterleaveSet>? InterleaveSets { get; init; }

    /// <summary>How it is to be used from the next boot on, or what became of that.</summary>
    public NvdimmPlatformGoal? Goal { get; init; }

    /// <summary>Bytes of the label area.</summary>
    public ulong? LabelAreaSize { get; init; }

    /// <summary>The tables as they stand there, with what is not known.</summary>
    public required ItemList<NvdimmPlatformTable> Tables { get; init; }

    /// <summary>What is wrong with the tables.</summary>
    public required ItemList<string> Problems { get; init; }

    /// <summary>When it was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {Status ?? State}";
}
