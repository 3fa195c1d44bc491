using NvdimmPS.Abi;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks;

/// <summary>A file with the bytes of a namespace, or with the first of them.</summary>
internal sealed class FileDisk : INdDisk
{
    // Of a pipe no more is taken: both places where a block can begin.
    private const int MostOfPipe = 2 * InfoBlockBytes.Size;

    private readonly Stream _file;

    private FileDisk(string path, Stream file) => (Name, _file) = (path, file);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ulong Size => (ulong)_file.Length;

    /// <summary>Opens a regular file; of a pipe the first 8 KiB are taken.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is of another kind.</exception>
    public static FileDisk Open(string path, CancellationToken stop)
    {
        try
        {
            var file = InputFile.Open(path, stop);
            return new FileDisk(path, file.CanSeek ? file : TakeAll(file));
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw InfoBlockErrors.Unreadable(path, e);
        }
    }

    /// <inheritdoc/>
    public int Read(ulong offset, Span<byte> buffer)
    {
        if (offset >= Size)
        {
            return 0;
        }

        try
        {
            _file.Position = (long)offset;
            return _file.Read(buffer);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            return -Errno.EIO;
        }
    }

    /// <inheritdoc/>
    public int Write(ulong offset, ReadOnlySpan<byte> bytes) => -Errno.EROFS;

    /// <inheritdoc/>
    public int Flush() => 0;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static MemoryStream TakeAll(Stream pipe)
    {
        using (pipe)
        {
            var bytes = new byte[MostOfPipe];
            return new MemoryStream(bytes, 0, pipe.ReadAtLeast(bytes, MostOfPipe, throwOnEndOfStream: false));
        }
    }
}
