namespace NvdimmPS.Simulation;

/// <summary>The security state of a simulated DIMM, as sysfs names it.</summary>
public enum SimulatedSecurity
{
    /// <summary>No passphrase is set.</summary>
    Disabled,

    /// <summary>A passphrase is set and was given.</summary>
    Unlocked,

    /// <summary>A passphrase is set and was not given yet.</summary>
    Locked,

    /// <summary>An overwrite runs.</summary>
    Overwrite,
}
