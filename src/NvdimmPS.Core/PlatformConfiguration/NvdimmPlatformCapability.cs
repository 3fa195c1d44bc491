namespace NvdimmPS;

/// <summary>
/// What a platform can do with modules of the Intel family, by the tables of its firmware. What is null was not reported;
/// <see cref="Unavailable"/> says why.
/// </summary>
public sealed class NvdimmPlatformCapability
{
    /// <summary>The revision of the table, such as <c>0.2</c>.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether software may configure modules.</summary>
    public bool? ConfigurableBySoftware { get; init; }

    /// <summary>The modes that there are: <c>1LM</c> (DRAM alone is memory), <c>2LM</c> (Memory Mode), <c>AppDirect</c> …</summary>
    public ItemList<string>? Modes { get; init; }

    /// <summary>What is memory: <c>1LM</c>, <c>2LM</c> or <c>1LM+2LM</c>.</summary>
    public string? CurrentVolatileMode { get; init; }

    /// <summary>What may become memory: <c>1LM</c>, or <c>1LM or 2LM</c>.</summary>
    public string? AllowedVolatileMode { get; init; }

    /// <summary>What is persistent: <c>None</c> or <c>AppDirect</c>.</summary>
    public string? CurrentPersistentMode { get; init; }

    /// <summary>What may be persistent, of later platforms.</summary>
    public string? AllowedPersistentMode { get; init; }

    /// <summary>Sets that a die may have; 0 for no limit.</summary>
    public int? MaxSetsPerDie { get; init; }

    /// <summary>Sets that a module may be part of; 0 for no limit.</summary>
    public int? MaxSetsPerModule { get; init; }

    /// <summary>How modules may be interleaved, a mode each.</summary>
    public ItemList<NvdimmInterleaveCapability>? Interleaving { get; init; }

    /// <summary>How much each socket may map.</summary>
    public ItemList<NvdimmSocketLimit>? Sockets { get; init; }

    /// <summary>Whether caches of processors are flushed on power loss.</summary>
    public bool? CpuCacheFlush { get; init; }

    /// <summary>Whether memory controllers are flushed on power loss.</summary>
    public bool? MemoryControllerFlush { get; init; }

    /// <summary>Whether it can mirror persistent memory.</summary>
    public bool? Mirroring { get; init; }

    /// <summary>The table as it stands there, with what is not known.</summary>
    public required ItemList<NvdimmPlatformTable> Tables { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required ItemList<string> Problems { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Modes?.ToString() ?? string.Empty;
}

/// <summary>How modules may be interleaved in one mode.</summary>
public sealed class NvdimmInterleaveCapability
{
    /// <summary><c>1LM</c>, <c>2LM</c> or <c>AppDirect</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>What sizes of sets must be a multiple of, in bytes; null where the table has a nonsensical power of two.</summary>
    public ulong? Alignment { get; init; }

    /// <summary>The formats, such as <c>6-way, channel 4 KiB, controller 4 KiB</c>; those with an asterisk are recommended.</summary>
    public required ItemList<string> Formats { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Mode;
}

/// <summary>How much a socket may map.</summary>
public sealed class NvdimmSocketLimit
{
    /// <summary>The socket.</summary>
    public required int Socket { get; init; }

    /// <summary>The die, of later platforms.</summary>
    public int? Die { get; init; }

    /// <summary>Most that may be mapped, in bytes.</summary>
    public required ulong Limit { get; init; }

    /// <summary>What is mapped, in bytes.</summary>
    public required ulong Mapped { get; init; }

    /// <summary>DRAM that caches, in bytes; it counts for no limit.</summary>
    public required ulong Caching { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"socket {Socket}";
}
