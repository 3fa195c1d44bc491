using NvdimmPS.Abi;

namespace NvdimmPS.InfoBlocks;

/// <summary>What the bytes of a namespace are read from: its raw block device, or a file that has a copy of them.</summary>
internal interface IDiskReader
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Bytes.</summary>
    ulong Size { get; }

    /// <summary>Reads from an offset on.</summary>
    /// <returns>How many bytes were read, 0 behind the end; a refusal is the negated errno.</returns>
    int Read(ulong offset, Span<byte> buffer);
}

/// <summary>Reading as much as was asked for.</summary>
internal static class DiskReading
{
    /// <summary>Fills the buffer; 0, or the errno of what cannot be read. What is behind the end is EIO, as for a driver.</summary>
    public static int ReadAll(this IDiskReader disk, ulong offset, Span<byte> buffer)
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

    /// <summary>A range of a reader, as if it were the whole: an arena.</summary>
    public static bool Has(this IDiskReader disk, ulong offset, ulong length) => length <= disk.Size && offset <= disk.Size - length;
}
