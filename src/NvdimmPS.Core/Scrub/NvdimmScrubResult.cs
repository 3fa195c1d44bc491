namespace NvdimmPS;

/// <summary>What the firmware of a bus says of its last address range scrub. What is null it did not say.</summary>
public sealed class NvdimmScrubResult
{
    /// <summary>The bus.</summary>
    public required string Bus { get; init; }

    /// <summary><c>Complete</c>, <c>InProgress</c>, <c>NoneThisBoot</c> or <c>Stopped</c>.</summary>
    public required string State { get; init; }

    /// <summary>Where the scrubbed range begins in the physical address space.</summary>
    public ulong? Address { get; init; }

    /// <summary>Its bytes.</summary>
    public ulong? Length { get; init; }

    /// <summary>Where the scrub has to go on; null where it is complete.</summary>
    public ulong? RestartAddress { get; init; }

    /// <summary>Bytes that are left from there on.</summary>
    public ulong? RestartLength { get; init; }

    /// <summary>True where more errors were found than the answer holds: scrub the rest from <see cref="RestartAddress"/> on.</summary>
    public bool? IsOverflow { get; init; }

    /// <summary>How many errors the answer holds.</summary>
    public int? ErrorCount => Errors?.Count;

    /// <summary>The errors; null where the firmware has no results yet.</summary>
    public ItemList<NvdimmScrubError>? Errors { get; init; }

    /// <summary>When the firmware was asked (UTC).</summary>
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
    public override string ToString() => $"{Bus} {State}";
}
