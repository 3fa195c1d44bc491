namespace NvdimmPS;

/// <summary>What became of one DIMM since a baseline. What is null is not known on one of the two sides.</summary>
public sealed class HealthComparison
{
    /// <summary>The DIMM, by its name now; by its name then where it is missing.</summary>
    public required string Dimm { get; init; }

    /// <summary>What it is known by.</summary>
    public string? UniqueId { get; init; }

    /// <summary><c>Same</c>, <c>Worse</c>, <c>Better</c>, <c>Missing</c> or <c>New</c>.</summary>
    public required string Change { get; init; }

    /// <summary>What got worse, a sentence each.</summary>
    public required ItemList<string> Worse { get; init; }

    /// <summary>Its health then.</summary>
    public string? StatusBefore { get; init; }

    /// <summary>Its health now.</summary>
    public string? Status { get; init; }

    /// <summary>Percent of the rated life that were used meanwhile; null also where the figure went back.</summary>
    public int? LifeUsed { get; init; }

    /// <summary>The same per day; null where less than an hour has passed.</summary>
    public double? LifeUsedPerDay { get; init; }

    /// <summary>Dirty shutdowns meanwhile; null also where the count went back.</summary>
    public ulong? NewDirtyShutdowns { get; init; }

    /// <summary>Percent of spare blocks that were lost meanwhile; null also where the figure went back.</summary>
    public int? SparesLost { get; init; }

    /// <summary>The higher one of the media's two temperatures, in °C.</summary>
    public double? HighestTemperature { get; init; }

    /// <summary>The firmware that ran then, where the baseline has it.</summary>
    public string? FirmwareBefore { get; init; }

    /// <summary>The firmware that runs now.</summary>
    public string? Firmware { get; init; }

    /// <summary>Whether it is another one; null where one of the two is not known.</summary>
    public bool? FirmwareChanged => FirmwareBefore is null || Firmware is null ? null : FirmwareBefore != Firmware;

    /// <summary>When the baseline was read (UTC).</summary>
    public DateTime? BaselineTime { get; init; }

    /// <summary>When it was read now (UTC).</summary>
    public DateTime? Time { get; init; }

    /// <summary>How long that is.</summary>
    public double? ElapsedDays => (Time - BaselineTime)?.TotalDays;

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The remote host it belongs to; null for this host.</summary>
    internal string? Host { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {Change}";
}
