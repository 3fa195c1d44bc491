namespace NvdimmPS.Watching;

/// <summary>What a watcher watches, and how often it looks by itself.</summary>
public sealed record WatchOptions
{
    /// <summary>The DIMMs; all where it is null. Those that come later are asked about too.</summary>
    public Func<NvdimmDevice, bool>? Dimms { get; init; }

    /// <summary>The kinds; all where it is null.</summary>
    public IReadOnlyCollection<WatchKind>? Kinds { get; init; }

    /// <summary>Begins with the state at the start.</summary>
    public bool IncludeInitial { get; init; }

    /// <summary>Asks nothing of the firmware.</summary>
    public bool PlatformOnly { get; init; }

    /// <summary>Looks at everything this often, whatever the kernel signals.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gives a sign of life this often; never where it is null.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>A DIMM that takes longer to answer does not answer; it is not asked again until it does.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For so long a look waits for DIMMs that take their time, so that what they say is told together.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A DIMM whose node or bus is gone while sysfs still shows it may be on its way out: it is asked again after this, and
    /// a failure is told only if it is still there.
    /// </summary>
    internal TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);

    internal bool Wants(WatchKind kind) => Kinds is null || Kinds.Contains(kind);

    /// <summary>False where only the platform's state is wanted, so that no firmware is asked.</summary>
    internal bool AsksFirmware => !PlatformOnly
        && (Wants(WatchKind.Health) || Wants(WatchKind.Threshold) || Wants(WatchKind.Shutdown) || Wants(WatchKind.Failure)
            || Wants(WatchKind.Recovery) || AsksVersions);

    /// <summary>True where the versions and the activation of DIMMs are asked for.</summary>
    internal bool AsksVersions => !PlatformOnly && Kinds?.Contains(WatchKind.Firmware) == true;
}
