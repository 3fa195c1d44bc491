namespace NvdimmPS.Simulation.Firmware;

/// <summary>What vendor commands set on a module of the Intel family.</summary>
internal sealed class ModuleSettings
{
    /// <summary>The groups of performance monitors; the last one is none.</summary>
    public const byte FirstGroup = 0xA, LastGroup = 0xF;

    /// <summary>A die that fails is replaced.</summary>
    public bool PackageSparing { get; set; } = true;

    /// <summary>Writes stop after a fatal error of the platform.</summary>
    public bool ViralPolicy { get; set; }

    /// <summary>Over how many milliseconds the power is averaged.</summary>
    public uint ReportingTime { get; set; } = 1000;

    public byte MonitorGroup { get; set; } = LastGroup;

    /// <summary>Seconds that its clock is ahead of the simulator's; one that is behind has gone round.</summary>
    public ulong ClockAhead { get; set; }

    /// <summary>The BIOS sets the clock at each boot.</summary>
    public void PowerCycle() => (MonitorGroup, ClockAhead) = (LastGroup, 0);
}
