namespace NvdimmPS;

/// <summary>How the address range scrub of a bus stands. What is null is not known; <see cref="Unavailable"/> says why.</summary>
public sealed class NvdimmScrub
{
    private static readonly (string OfBus, string Here)[] Names =
    [
        (nameof(NvdimmBus.Provider), nameof(Provider)), (nameof(NvdimmBus.ScrubState), nameof(State)),
            (nameof(NvdimmBus.ScrubCount), nameof(Count)),
        (nameof(NvdimmBus.HardwareErrorScrub), nameof(HardwareErrorScrub)),
    ];

    /// <summary>The bus.</summary>
    public required string Bus { get; init; }

    /// <summary>The provider of the bus.</summary>
    public string? Provider { get; init; }

    /// <summary><c>idle</c> or <c>active</c>.</summary>
    public string? State { get; init; }

    /// <summary>Scrubs completed since the bus was found.</summary>
    public long? Count { get; init; }

    /// <summary>Whether a memory error starts a scrub of everything.</summary>
    public bool? HardwareErrorScrub { get; init; }

    /// <summary>When sysfs was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <summary>The scrub of a bus.</summary>
    public static NvdimmScrub From(NvdimmBus bus, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return new NvdimmScrub
        {
            Bus = bus.Name,
            Provider = bus.Provider,
            State = bus.ScrubState,
            Count = bus.ScrubCount,
            HardwareErrorScrub = bus.HardwareErrorScrub,
            Time = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime,
            Source = bus.Source,
            Unavailable = Names.Where(n => bus.Unavailable.ContainsKey(n.OfBus)).ToDictionary(n => n.Here, n => bus.Unavailable[n.OfBus]),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Bus} {State}";
}
