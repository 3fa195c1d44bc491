namespace NvdimmPS.Abi;

/// <summary>What came back: the kernel's verdict, then the firmware's bytes.</summary>
public sealed class NdReply
{
    internal NdReply(int result, byte[] output, bool written, long? firmwareSize, bool truncated, TimeSpan latency)
    {
        Result = result;
        Output = output;
        Written = written;
        FirmwareSize = firmwareSize;
        Truncated = truncated;
        Latency = latency;
    }

    /// <summary>The ioctl's return value; negative is a negated errno.</summary>
    public int Result { get; }

    /// <summary>The error number, or 0.</summary>
    public int Errno => Result < 0 ? -Result : 0;

    /// <summary>The output bytes that are known to have been filled in; empty when the kernel refused.</summary>
    public byte[] Output { get; }

    /// <summary>False where the status word was not written; it then reads as zero and means nothing.</summary>
    public bool Written { get; }

    /// <summary>How many bytes the firmware returned, where the provider says so.</summary>
    public long? FirmwareSize { get; }

    /// <summary>True where the firmware had more to say than there was room for.</summary>
    public bool Truncated { get; }

    /// <summary>The time of the ioctl alone.</summary>
    public TimeSpan Latency { get; }
}
