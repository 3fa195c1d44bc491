namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>What an NVDIMM-N's controller does with its flash (save, restore, erase, arm), with the result and the counts.</summary>
internal sealed class NvmOperation(TimeSpan duration, uint completed)
{
    /// <summary>True where the last one failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>How long the last one that completed took.</summary>
    public TimeSpan LastDuration => duration;

    /// <summary>How many completed since the power came.</summary>
    public uint SincePowerOn { get; private set; }

    /// <summary>How many ever completed.</summary>
    public uint Completed { get; private set; } = completed;

    /// <summary>How many failed since the factory's settings.</summary>
    public ulong Failures { get; private set; }

    public bool Run(bool succeeds)
    {
        Failed = !succeeds;
        if (succeeds)
        {
            Completed++;
            SincePowerOn++;
        }
        else
        {
            Failures++;
        }

        return succeeds;
    }

    public void PowerOn() => SincePowerOn = 0;

    /// <summary>There was nothing to do, so nothing failed either.</summary>
    public void Skip() => Failed = false;

    /// <summary>Counts of what completed stay, as lifetime values do.</summary>
    public void Reset() => (Failed, Failures) = (false, 0);
}
