using Microsoft.Win32.SafeHandles;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// Opens the files that people name to be read. What it is is looked at before it is opened, since to open a device can do
/// something and to open a pipe can wait for ever.
/// </summary>
internal static class InputFile
{
    private static readonly FileStreamOptions Shared = new() { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };

    /// <summary>Opens a regular file, or a pipe that somebody writes to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stop">Ends waiting for the writer of a pipe.</param>
    /// <exception cref="IOException">
    /// It is not there, or of another kind; other exceptions of <see cref="AtomicFile.IsOfTheDisk"/> too.
    /// </exception>
    public static Stream Open(string path, CancellationToken stop)
    {
        path = Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? OpenNative(path, stop)
            : Directory.Exists(path) ? throw FileRefusal.For(FileKind.Folder)
            : BlockingCall.Run(() => new FileStream(path, Shared), stop);
    }

    /// <summary>A file's bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">As many bytes it may have.</param>
    /// <param name="unreadable">Makes the failure of a file that is not there, may not be read, or is none.</param>
    /// <param name="tooLarge">Makes the failure of one with more bytes; of a pipe no more is read than one past the limit.</param>
    /// <param name="stop">Ends waiting for the writer of a pipe.</param>
    /// <exception cref="NvdimmException">One of both.</exception>
    public static byte[] Read(
        string path, int limit, Func<string, Exception, NvdimmException> unreadable, Func<string, long, NvdimmException> tooLarge,
            CancellationToken stop)
    {
        try
        {
            using var file = Open(path, stop);
            if (file.CanSeek && file.Length > limit)
            {
                throw tooLarge(path, file.Length);
            }

            using var bytes = new MemoryStream();
            var chunk = new byte[64 << 10];
            for (int read; (read = file.Read(chunk)) > 0;)
            {
                bytes.Write(chunk, 0, read);
                if (bytes.Length > limit)
                {
                    throw tooLarge(path, bytes.Length);
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw unreadable(path, e);
        }
    }

    private static Stream OpenNative(string path, CancellationToken stop)
    {
        // By its path alone: that opens nothing. What is then opened is the very same.
        var fd = FileCall.Open(path, Libc.O_PATH);
        using var found = fd >= 0 ? new NdHandle(fd) : throw FileCall.Failure(-fd);
        var kind = FileStatus.Get(fd)?.Kind ?? FileKind.Unknown;
        if (kind is not (FileKind.Regular or FileKind.Pipe))
        {
            throw FileRefusal.For(kind);
        }

        var file = FileCall.Open($"/proc/self/fd/{fd}", Libc.O_RDONLY | Libc.O_NONBLOCK);
        return file < 0 ? throw FileCall.Failure(-file)
            : kind == FileKind.Regular ? new FileStream(new SafeFileHandle(file, ownsHandle: true), FileAccess.Read, bufferSize: 0)
            : new PipeStream(new NdHandle(file), stop);
    }
}
