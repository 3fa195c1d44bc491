namespace NvdimmPS.Simulation.Firmware;

/// <summary>What a module of the Intel family does in the background: one thing at a time.</summary>
internal sealed class LongOperation(ushort opcode, TimeProvider time, TimeSpan length)
{
    /// <summary>The vendor commands that start one: sub-opcode above opcode.</summary>
    public const ushort Overwrite = 0x0103, Scrub = 0x0405;

    private readonly long _begun = time.GetTimestamp();
    private double? _stopped;

    public ushort Opcode => opcode;

    /// <summary>How much is done, from 0 to 1.</summary>
    public double Part => _stopped ?? Math.Min(1, time.GetElapsedTime(_begun) / length);

    public TimeSpan Left => Running ? length * (1 - Part) : TimeSpan.Zero;

    public bool Running => _stopped is null && Part < 1;

    public bool Aborted => _stopped is not null;

    /// <summary>Ends it before its time; one that is through stays so.</summary>
    public void Stop()
    {
        if (Running)
        {
            _stopped = Part;
        }
    }
}
