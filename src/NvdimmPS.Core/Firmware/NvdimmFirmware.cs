namespace NvdimmPS;

/// <summary>
/// The firmware of one DIMM, in the same words for every family. What is null is not known; <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmFirmware
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Its bus.</summary>
    public string? Bus { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The DSM family.</summary>
    public string? Family { get; init; }

    /// <summary>The version that runs: <c>01.02.00.5447</c>, or a number such as <c>0x210</c>.</summary>
    public string? RunningVersion { get; init; }

    /// <summary>The version that waits for a restart or an activation.</summary>
    public string? StagedVersion { get; init; }

    /// <summary>The slot whose image runs.</summary>
    public int? RunningSlot { get; init; }

    /// <summary>The places for images, where there are several.</summary>
    public ItemList<NvdimmFirmwareSlot>? Slots { get; init; }

    /// <summary>Room for an image, in bytes.</summary>
    public ulong? StorageSize { get; init; }

    /// <summary>What an update needs: <c>ColdRebootRequired</c>, <c>RuntimeActivationQuiesce</c>.</summary>
    public ItemList<string>? UpdateCapability { get; init; }

    /// <summary>Whether every function that an update takes is offered.</summary>
    public bool? CanUpdate { get; init; }

    /// <summary>Whether what is staged runs only after a power cycle.</summary>
    public bool? NeedsPowerCycle { get; init; }

    /// <summary>Runtime activation: <c>Idle</c>, <c>Armed</c> or <c>Busy</c>.</summary>
    public string? ActivationState { get; init; }

    /// <summary>The result of the last activation, where the two readings of its code agree or the DIMM's state tells them apart.</summary>
    public string? ActivationResult { get; init; }

    /// <summary>The code that the firmware gave.</summary>
    public int? ActivationResultCode { get; init; }

    /// <summary>What the code means by Intel's specification.</summary>
    public string? ActivationResultBySpecification { get; init; }

    /// <summary>What it means by the kernel's header, where 1 and 2 are the other way round.</summary>
    public string? ActivationResultByKernel { get; init; }

    /// <summary>The functions that were asked.</summary>
    public required ItemList<string> Functions { get; init; }

    /// <summary>How long they took, all together, in milliseconds.</summary>
    public double LatencyMs => Latency.TotalMilliseconds;

    /// <summary>When it was asked (UTC).</summary>
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
    public override string ToString() => $"{Dimm} {RunningVersion}";

    internal TimeSpan Latency { get; init; }
}
