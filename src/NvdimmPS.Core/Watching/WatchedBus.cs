namespace NvdimmPS.Watching;

/// <summary>What a watcher knows of a bus's scrubs.</summary>
internal sealed record WatchedBus(string Name, string? Scrub, long? Scrubs)
{
    /// <summary>After so long a scrub is told to run on: one of terabytes takes hours, not days.</summary>
    public static readonly TimeSpan LongScrub = TimeSpan.FromDays(1);

    /// <summary>When sysfs was read (UTC).</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Since when the scrub has been seen to run.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the scrub has run for long.</summary>
    public bool IsLong => Time - Since >= LongScrub;
}
