namespace NvdimmPS.Kernel;

/// <summary><c>struct pollfd</c>.</summary>
internal struct PollEntry
{
    /// <summary>There is something to read.</summary>
    public const short In = 1;

    /// <summary>An attribute was notified (sysfs_notify).</summary>
    public const short Priority = 2;

    /// <summary>The descriptor.</summary>
    public int Descriptor;

    /// <summary>What is waited for; errors always are.</summary>
    public short Wanted;

    /// <summary>What happened.</summary>
    public short Happened;
}
