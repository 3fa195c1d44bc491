namespace NvdimmPS;

/// <summary>How often a module was read and written. What is null was not reported; <see cref="Unavailable"/> says why.</summary>
public sealed class NvdimmPerformance
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Reads of the media since the power came, 64 bytes each.</summary>
    public ulong? MediaReads { get; init; }

    /// <summary>Writes of the media since the power came, 64 bytes each.</summary>
    public ulong? MediaWrites { get; init; }

    /// <summary>Reads by the host since the power came.</summary>
    public ulong? HostReads { get; init; }

    /// <summary>Writes by the host since the power came.</summary>
    public ulong? HostWrites { get; init; }

    /// <summary>Reads of the media for life, 64 bytes each.</summary>
    public ulong? TotalMediaReads { get; init; }

    /// <summary>Writes of the media for life, 64 bytes each.</summary>
    public ulong? TotalMediaWrites { get; init; }

    /// <summary>Reads by the host for life.</summary>
    public ulong? TotalHostReads { get; init; }

    /// <summary>Writes by the host for life.</summary>
    public ulong? TotalHostWrites { get; init; }

    /// <summary>The seconds between two reads; null where it was read once.</summary>
    public double? IntervalSec { get; init; }

    /// <summary>Reads of the media a second.</summary>
    public double? MediaReadsPerSec { get; init; }

    /// <summary>Writes of the media a second.</summary>
    public double? MediaWritesPerSec { get; init; }

    /// <summary>Reads by the host a second.</summary>
    public double? HostReadsPerSec { get; init; }

    /// <summary>Writes by the host a second.</summary>
    public double? HostWritesPerSec { get; init; }

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
    public override string ToString() => Dimm;
}
