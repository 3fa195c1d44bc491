namespace NvdimmPS.Simulation;

/// <summary>The health of a simulated DIMM; each family's firmware has its own spelling for it.</summary>
public enum SimulatedHealth
{
    /// <summary>Nothing is wrong.</summary>
    Normal = 0,

    /// <summary>Maintenance is required.</summary>
    NonCritical = 1,

    /// <summary>Features or performance are degraded.</summary>
    Critical = 2,

    /// <summary>Data loss has occurred or is imminent.</summary>
    Fatal = 4,
}
