
namespace NvdimmPS.Watching;

/// <summary>What a watcher can tell.</summary>
public enum WatchKind
{
    /// <summary>The health of a DIMM changed, or the causes of it.</summary>
    Health,

    /// <summary>An alarm tripped, or cleared.</summary>
    Threshold,

    /// <summary>The count of dirty shutdowns grew, or what is said of the last shutdown changed.</summary>
    Shutdown,

    /// <summary>A region has more or fewer blocks that cannot be read.</summary>
    BadBlock,

    /// <summary>A scrub began or ended, or does not end.</summary>
    Scrub,

    /// <summary>A DIMM's security state changed.</summary>
    Security,

    /// <summary>
    /// Firmware was staged, runs, was armed, or was activated. Only where this kind is named, since it takes two functions more a DIMM.
    /// </summary>
    Firmware,

    /// <summary>A DIMM came.</summary>
    Arrival,

    /// <summary>A DIMM went.</summary>
    Removal,

    /// <summary>A DIMM cannot be asked any more.</summary>
    Failure,

    /// <summary>It can be asked again.</summary>
    Recovery,

    /// <summary>Nothing happened; the watcher lives.</summary>
    Heartbeat,
}
