namespace NvdimmPS.Watching;

/// <summary>A machine at one moment, as far as it is watched.</summary>
internal sealed record WatchSnapshot
{
    /// <summary>Nothing at all.</summary>
    public static WatchSnapshot Empty { get; } = new();

    public IReadOnlyDictionary<string, WatchedDimm> Dimms { get; init; } = new Dictionary<string, WatchedDimm>();

    public IReadOnlyDictionary<string, WatchedBus> Buses { get; init; } = new Dictionary<string, WatchedBus>();

    /// <summary>Bad blocks by region; null where they could not be counted.</summary>
    public IReadOnlyDictionary<string, ulong?> BadBlocks { get; init; } = new Dictionary<string, ulong?>();
}
