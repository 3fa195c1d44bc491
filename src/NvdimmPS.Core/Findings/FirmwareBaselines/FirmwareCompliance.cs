namespace NvdimmPS;

/// <summary>Whether one DIMM runs the firmware that it ought to.</summary>
public sealed class FirmwareCompliance
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its host.</summary>
    public required string HostName { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary><c>Compliant</c>, <c>NonCompliant</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The version that runs.</summary>
    public string? RunningVersion { get; init; }

    /// <summary>The version that waits for a restart or an activation.</summary>
    public string? StagedVersion { get; init; }

    /// <summary>Whether that one is what the baseline wants; null where nothing is staged, or that is not known.</summary>
    public bool? StagedCompliant { get; init; }

    /// <summary>What the baseline wants; null where it says nothing of such a DIMM.</summary>
    public string? Expected { get; init; }

    /// <summary>The baseline's entry that says so.</summary>
    public string? Rule { get; init; }

    /// <summary>Why it is so, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The finding's id, which never changes, such as <c>NV1509</c>; null where it is compliant.</summary>
    public string? Id { get; init; }

    /// <summary>How bad that is: <c>Information</c>, <c>Warning</c> or <c>Critical</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>When the version was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {Status}";
}
