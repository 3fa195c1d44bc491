namespace NvdimmPS.Watching;

/// <summary>How grave an event is; the numbers are those of the system's journal.</summary>
public enum WatchSeverity
{
    /// <summary>Data or a DIMM are lost, or about to be.</summary>
    Error = 3,

    /// <summary>Something needs attention.</summary>
    Warning = 4,

    /// <summary>Something returned to normal, or is worth knowing.</summary>
    Information = 6,
}
