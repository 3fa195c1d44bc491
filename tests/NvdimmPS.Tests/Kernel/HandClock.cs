namespace NvdimmPS.Tests.Kernel;

/// <summary>Stands still until a test moves it, so that nothing is late on a slow machine. Who waits by it looks at it every now and then.</summary>
internal sealed class HandClock : TimeProvider
{
    /// <summary>How long who waits sleeps before it looks again: the limit that is given beside this clock.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);

    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Now all that is under way is late.</summary>
    public void MakeLate() => Interlocked.Add(ref _now, TimeSpan.FromHours(1).Ticks);
}
