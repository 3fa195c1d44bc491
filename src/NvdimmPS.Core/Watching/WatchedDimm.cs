namespace NvdimmPS.Watching;

/// <summary>What a watcher knows of a DIMM. What is null could not be read: then what was known before still holds.</summary>
internal sealed record WatchedDimm
{
    public required string Name { get; init; }

    /// <summary>Tells a DIMM from another one that took its name.</summary>
    public string? UniqueId { get; init; }

    public string? Health { get; init; }

    /// <summary>The firmware's own word, for the message.</summary>
    public string? Detail { get; init; }

    public IReadOnlyList<HealthCause> Causes { get; init; } = [];

    /// <summary>Every alarm that is known: whether it has tripped, and the figures for the message.</summary>
    public IReadOnlyDictionary<string, WatchedAlarm>? Alarms { get; init; }

    /// <summary>The alarms that are armed.</summary>
    public IReadOnlyCollection<string>? Armed { get; init; }

    public string? LastShutdown { get; init; }

    public ulong? DirtyShutdowns { get; init; }

    public string? Security { get; init; }

    /// <summary>The firmware; null where it was not read.</summary>
    public WatchedFirmware? Firmware { get; init; }

    public bool? SecurityFrozen { get; init; }

    /// <summary>Why it could not be asked; null where it could.</summary>
    public HealthCause? Failure { get; init; }

    /// <summary>True where it reported its health, and not everything else.</summary>
    public bool IsPartial { get; init; }

    /// <summary>True where it has not answered yet, and may do so in time.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>The failure's own words.</summary>
    public string? FailureText { get; init; }
}
