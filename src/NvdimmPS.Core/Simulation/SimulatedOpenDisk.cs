using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation;

/// <summary>An open disk of a simulator. What it is on may lose its driver meanwhile, as the kernel lets it.</summary>
internal sealed class SimulatedOpenDisk(SimulatedKernel kernel, SimulatedDisk disk, bool write) : INdDisk
{
    private bool _closed;

    public string Name => disk.Name;

    public ulong Size => disk.Size;

    public int Read(ulong offset, Span<byte> buffer)
    {
        lock (disk.Region.Bus.Gate)
        {
            if (Refuse() is < 0 and var errno)
            {
                return errno;
            }

            var count = Count(offset, buffer.Length);
            var isBad = Bad(offset, count);
            return isBad ? -Errno.EIO : disk.Read(offset, buffer[..count]) is > 0 and var failed ? -failed : count;
        }
    }

    public int Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        lock (disk.Region.Bus.Gate)
        {
            if (Refuse() is < 0 and var errno)
            {
                return errno;
            }

            if (!write)
            {
                return -Errno.EBADF;
            }

            if (disk.Region.ReadOnly)
            {
                return -Errno.EPERM; // blkdev_write_iter() of a read-only disk
            }

            var count = Count(offset, bytes.Length);
            if (count == 0 && bytes.Length > 0)
            {
                return -Errno.ENOSPC;
            }

            Clear(offset, count);
            return disk.Write(offset, bytes[..count]) is > 0 and var failed ? -failed : count;
        }
    }

    /// <summary>pmem_do_write(): errors under what is written are cleared first.</summary>
    private void Clear(ulong offset, int count)
    {
        var bus = disk.Region.Bus;
        if (count == 0 || disk.Address is not { } start)
        {
            return;
        }

        foreach (var (first, length) in bus.KnownErrors.Inside(start + offset, (ulong)count).ToList())
        {
            bus.MemoryErrors.Forget(first, length);
            bus.AccountCleared(first, length);
        }

        bus.MirrorCall?.Invoke(null);
    }

    public int Flush() => Refuse();

    public void Dispose()
    {
        lock (disk.Region.Bus.Gate)
        {
            if (!_closed)
            {
                _closed = true;
                disk.IsHeld = disk.Definition.MountPoint is not null;
            }
        }
    }

    private int Refuse() => _closed ? -Errno.EBADF : disk.IsGone || kernel.IsGone() ? -Errno.EIO : 0;

    private int Count(ulong offset, int length) => offset >= disk.Size ? 0 : (int)Math.Min((ulong)length, disk.Size - offset);

    private bool Bad(ulong offset, int count) =>
        count > 0 && disk.Address is { } start && disk.Region.Bus.KnownErrors.Inside(start + offset, (ulong)count).Any();
}
