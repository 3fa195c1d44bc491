namespace NvdimmPS.Tracing.Playback;

/// <summary>A playback file of ipmctl: the tables of the platform, and the vendor commands in their order.</summary>
internal sealed class PlaybackFile
{
    public string SoftwareVersion { get; init; } = string.Empty;

    public string OsName { get; init; } = string.Empty;

    public string OsVersion { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    /// <summary>Tables by the signature of their partition.</summary>
    public Dictionary<string, byte[]> Tables { get; } = new(StringComparer.Ordinal);

    public List<PlaybackCall> Calls { get; } = [];

    public List<PlaybackTag> Tags { get; } = [];
}
