namespace NvdimmPS;

/// <summary>
/// What became of the firmware update or activation of one DIMM. What is null is not known; <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmFirmwareUpdate
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its bus.</summary>
    public string? Bus { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary>What became of it, in one word, such as <c>StagedNeedsPowerCycle</c>, <c>Activated</c> or <c>Failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>True where that is what was wanted.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The last step that was begun: where it failed, the one that did.</summary>
    public required string Step { get; init; }

    /// <summary>The outcome as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The version that ran before.</summary>
    public string? From { get; init; }

    /// <summary>The version that is staged now, or runs now.</summary>
    public string? To { get; init; }

    /// <summary>The version of the image, by its header or as it was given.</summary>
    public string? ImageVersion { get; init; }

    /// <summary>The image; null for an activation.</summary>
    public string? Image { get; init; }

    /// <summary>How many bytes of it were sent.</summary>
    public ulong Bytes { get; init; }

    /// <summary>In how many pieces.</summary>
    public int Chunks { get; init; }

    /// <summary>How long it all took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether what is staged can be activated without a restart.</summary>
    public bool? CanActivate { get; init; }

    /// <summary>Whether what is staged runs only after a power cycle.</summary>
    public bool? NeedsPowerCycle { get; init; }

    /// <summary>True where an update that another program had begun, or that was left behind, was aborted before.</summary>
    public bool AbortedOtherUpdate { get; init; }

    /// <summary>Whether no update is left open; null where none was begun.</summary>
    public bool? SessionClosed { get; init; }

    /// <summary>The firmware's own word for a failure.</summary>
    public string? Status { get; init; }

    /// <summary>The id of the error.</summary>
    public string? ErrorId { get; init; }

    /// <summary>When it was over (UTC).</summary>
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
    public override string ToString() => $"{Dimm} {Outcome}";
}
