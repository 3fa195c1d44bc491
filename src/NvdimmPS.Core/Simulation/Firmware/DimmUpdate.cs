namespace NvdimmPS.Simulation.Firmware;

/// <summary>A firmware update and its activation, as far as one DIMM has come with them.</summary>
internal sealed class DimmUpdate
{
    public DimmUpdateStage Stage { get; set; }

    public uint Context { get; set; }

    public ulong RunningVersion { get; set; }

    /// <summary>The version that waits for a restart or activation, or 0.</summary>
    public ulong StagedVersion { get; set; }

    public uint Received { get; set; }

    /// <summary>The version in the header of the image that comes in; 0 where it has none.</summary>
    public ulong ComingVersion { get; set; }

    /// <summary>How many bytes the image has by its header; 0 where it has none.</summary>
    public ulong Expected { get; set; }

    /// <summary>When verification ends: a timestamp of the simulator's <see cref="TimeProvider"/>.</summary>
    public long VerifyEnd { get; set; }

    public bool Authentic { get; set; }

    public bool Armed { get; set; }

    /// <summary>An activation came while this DIMM was armed with nothing staged.</summary>
    public bool MissedActivation { get; set; }

    /// <summary>Which activation of the bus this DIMM took part in last; 0 for none.</summary>
    public int Activation { get; set; }

    /// <summary>A staged image runs from a boot on; what was not staged yet is lost.</summary>
    public void PowerCycle()
    {
        if (Stage == DimmUpdateStage.Staged)
        {
            (RunningVersion, StagedVersion) = (StagedVersion, 0);
        }

        (Stage, Armed, Activation) = (DimmUpdateStage.None, false, 0);
    }
}
