namespace NvdimmPS;

/// <summary>An NVDIMM bus: <c>ndbusN</c>, with its control node <c>ndctlN</c>.</summary>
public sealed class NvdimmBus
{
    /// <summary>The kernel's name, such as <c>ndbus0</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number in the name.</summary>
    public int Id { get; init; }

    /// <summary>The control node's name in <c>/dev</c>, such as <c>ndctl0</c>.</summary>
    public string Node { get; init; } = "";

    /// <summary>The provider of the bus: <c>ACPI.NFIT</c>, <c>CXL</c>, <c>e820</c> …</summary>
    public string? Provider { get; init; }

    /// <summary>The control node's major:minor.</summary>
    public string? DeviceNumber { get; init; }

    /// <summary>The kernel's names of the bus commands.</summary>
    public ItemList<string>? Commands { get; init; }

    /// <summary>The bus DSM functions that may be called, a bit each.</summary>
    public ulong? DsmMask { get; init; }

    /// <summary>The revision of the NFIT.</summary>
    public int? NfitRevision { get; init; }

    /// <summary><c>idle</c> or <c>active</c>.</summary>
    public string? ScrubState { get; init; }

    /// <summary>Scrubs completed since the bus was found.</summary>
    public long? ScrubCount { get; init; }

    /// <summary>Whether a memory error starts a scrub of everything.</summary>
    public bool? HardwareErrorScrub { get; init; }

    /// <summary>Whether firmware is activated without first making the devices idle.</summary>
    public bool? FirmwareActivateNoIdle { get; init; }

    /// <summary>The names of the bus's DIMMs.</summary>
    public ItemList<string> Dimms { get; init; } = [];

    /// <summary>The names of the bus's regions.</summary>
    public ItemList<string> Regions { get; init; } = [];

    /// <summary><c>Device</c> or <c>Simulated</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
