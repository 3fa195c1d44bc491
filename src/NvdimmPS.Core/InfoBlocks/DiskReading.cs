using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks;

/// <summary>Reading as much as was asked for.</summary>
internal static class DiskReading
{
    /// <summary>Fills the buffer; 0, or the errno of what cannot be read. What is behind the end is EIO, as for a driver.</summary>
    public static int ReadAll(this INdDisk disk, ulong offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var read = disk.Read(offset, buffer);
            if (read <= 0)
            {
                return read < 0 ? -read : Errno.EIO;
            }

            offset += (ulong)read;
            buffer = buffer[read..];
        }

        return 0;
    }

    /// <summary>Whether a range lies within the disk.</summary>
    public static bool Has(this INdDisk disk, ulong offset, ulong length) => length <= disk.Size && offset <= disk.Size - length;
}
