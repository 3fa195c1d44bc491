namespace NvdimmPS.Fleet;

/// <summary>How many at a time, and how long each.</summary>
internal sealed record FleetLimits(int Throttle, int TimeoutSec)
{
    /// <summary>When the time of one that begins now is up; 0 seconds is never.</summary>
    public long Deadline() => TimeoutSec == 0 ? long.MaxValue : Environment.TickCount64 + TimeoutSec * 1000L;
}
