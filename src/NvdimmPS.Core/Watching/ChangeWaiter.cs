using NvdimmPS.Kernel;
using NvdimmPS.Tracing;

namespace NvdimmPS.Watching;

/// <summary>Waits for a change on a watched machine, at no cost.</summary>
internal abstract class ChangeWaiter : IDisposable
{
    /// <summary>The way to wait on a kernel.</summary>
    public static ChangeWaiter For(INdKernel kernel) => RecordingKernel.Behind(kernel) switch
    {
        LinuxKernel when OperatingSystem.IsLinux() => new SysfsWaiter(kernel.SysfsRoot),
        var other => new SignalWaiter(other as INdChangeSource),
    };

    /// <summary>Before a snapshot is taken: a change after this ends the next wait.</summary>
    public virtual void Arm()
    {
    }

    /// <summary>Why DIMMs that come and go do not end the wait; null where they do.</summary>
    public virtual string? Gap => null;

    /// <summary>Waits until something changed, <see cref="Wake"/> was called, or the time is over.</summary>
    /// <returns>True where something changed.</returns>
    public abstract bool Wait(TimeSpan limit);

    /// <summary>Ends the wait that runs, or the next one. From any thread.</summary>
    public abstract void Wake();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what was opened.</summary>
    protected abstract void Dispose(bool disposing);
}
