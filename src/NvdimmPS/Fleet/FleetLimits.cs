namespace NvdimmPS.Shell.Fleet;

/// <summary>How many at a time, how long each, and how much it may send.</summary>
/// <param name="Throttle">How many at a time.</param>
/// <param name="TimeoutSec">How long each; 0 is for ever.</param>
/// <param name="DataMB">How much each may send, in MiB.</param>
internal sealed record FleetLimits(int Throttle, int TimeoutSec, int DataMB)
{
    private const long MiB = 1 << 20;

    /// <summary>Of the smallest objects this many are a MiB on the wire.</summary>
    private const int ObjectsPerMiB = 4096;

    /// <summary>What a host may send.</summary>
    public long Bytes => DataMB * MiB;

    /// <summary>How many results and records of its streams.</summary>
    public long Objects => (long)DataMB * ObjectsPerMiB;

    /// <summary>
    /// What those that are under way may have sent together of which no object came: as much as two of them may, but a MiB for
    /// each. In memory it is several times that.
    /// </summary>
    public long BytesTogether => Math.Max(2 * Bytes, Throttle * MiB);

    /// <summary>When the time of one that begins now is up; 0 seconds is never.</summary>
    public long Deadline() => TimeoutSec == 0 ? long.MaxValue : Environment.TickCount64 + TimeoutSec * 1000L;
}
