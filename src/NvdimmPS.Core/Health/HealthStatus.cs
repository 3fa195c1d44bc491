namespace NvdimmPS.Health;

/// <summary>The health of a DIMM, in the words of Windows' storage management, so that reports can mix systems.</summary>
public enum HealthStatus
{
    /// <summary>Nothing is wrong that the firmware or the platform knows of.</summary>
    Healthy,

    /// <summary>It works; something needs attention.</summary>
    Warning,

    /// <summary>It has failed, or its contents are not safe.</summary>
    Unhealthy,

    /// <summary>Not known; the reasons say why.</summary>
    Unknown,
}
