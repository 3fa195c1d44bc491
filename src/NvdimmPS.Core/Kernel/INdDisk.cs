namespace NvdimmPS.Kernel;

/// <summary>The disk of a namespace, open for one process alone. Safe to use from one thread at a time.</summary>
public interface INdDisk : IDisposable
{
    /// <summary>The block device's name, such as <c>pmem0</c>.</summary>
    string Name { get; }

    /// <summary>Bytes.</summary>
    ulong Size { get; }

    /// <summary>Reads bytes.</summary>
    /// <returns>How many were read: fewer at the end of the disk; a failure is the negated errno.</returns>
    int Read(ulong offset, Span<byte> buffer);

    /// <summary>Writes bytes.</summary>
    /// <returns>How many were written; a failure is the negated errno.</returns>
    int Write(ulong offset, ReadOnlySpan<byte> bytes);

    /// <summary>Waits until everything that was written is on the media.</summary>
    /// <returns>0, or the negated errno.</returns>
    int Flush();
}
