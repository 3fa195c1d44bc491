namespace NvdimmPS.Simulation.Firmware;

/// <summary>Runtime firmware activation as the DIMMs of a bus share it.</summary>
internal sealed class ActivationState(TimeProvider time)
{
    /// <summary>How long an activation keeps the bus busy.</summary>
    public static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(3);

    private long _busyUntil;

    public List<DimmUpdate> Dimms { get; } = [];

    /// <summary>The number of the last activation; 0 for none yet.</summary>
    public int Last { get; private set; }

    public bool Busy => Last != 0 && time.GetTimestamp() < _busyUntil;

    public int Armed => Dimms.Count(d => d.Armed);

    /// <summary>0 idle, 1 armed, 2 busy.</summary>
    public byte State => Armed > 0 ? (byte)1 : Busy ? (byte)2 : (byte)0;

    /// <summary>Every armed DIMM takes its staged image, or notes that there was none.</summary>
    /// <param name="keepVersions">True where the firmware goes on reporting the staged version, as the kernel's test bus does.</param>
    public void Activate(bool keepVersions = false)
    {
        Last++;
        _busyUntil = time.GetTimestamp() + (long)(BusyTime.TotalSeconds * time.TimestampFrequency);
        foreach (var dimm in Dimms.Where(d => d.Armed))
        {
            dimm.MissedActivation = dimm.Stage != DimmUpdateStage.Staged;
            if (!dimm.MissedActivation)
            {
                dimm.Stage = DimmUpdateStage.None;
                (dimm.RunningVersion, dimm.StagedVersion) = keepVersions
                    ? (dimm.RunningVersion, dimm.StagedVersion)
                    : (dimm.StagedVersion, 0);
            }

            dimm.Armed = false;
            dimm.Activation = Last;
        }
    }
}
