namespace NvdimmPS.Firmware;

/// <summary>What a person allows and wants of an update.</summary>
public sealed record FirmwareUpdateOptions
{
    /// <summary>Takes an image without a published header, and one that is not for production.</summary>
    public bool AllowUnknownImage { get; init; }

    /// <summary>Takes an image that is older than what runs.</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>Goes on while the bus is scrubbed.</summary>
    public bool IgnoreScrub { get; init; }

    /// <summary>Ends an update that another program has begun, or one that was left behind.</summary>
    public bool EndOther { get; init; }

    /// <summary>The version of the image, where its header does not say it; null where it is not known.</summary>
    public string? ImageVersion { get; init; }

    /// <summary>The slot of an NVDIMM-N that takes the image; null for the first that does not run.</summary>
    public int? Slot { get; init; }
}
