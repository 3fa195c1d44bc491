namespace NvdimmPS.Watching;

/// <summary>What a watcher knows of a bus's scrubs.</summary>
internal sealed record WatchedBus(string Name, string? Scrub, long? Scrubs);
