using System.Runtime.InteropServices;
using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>System calls on files, repeated where a signal interrupts them. A failure is the negated errno.</summary>
internal static unsafe class FileCall
{
    private const int FirstPiece = 16 << 10;

    public static int Open(string path, int flags, uint mode = 0) => OpenAt(Libc.AT_FDCWD, path, flags, mode);

    public static int OpenAt(int folder, string name, int flags, uint mode = 0) =>
        (int)Interrupted.Repeat((folder, name, flags, mode), static c => Libc.openat(c.folder, c.name, c.flags | Libc.O_CLOEXEC, c.mode));

    /// <summary>Opens a path that is bytes already, ended by a zero.</summary>
    public static int Open(byte* path, int flags) =>
        (int)Interrupted.Repeat(((nint)path, flags), static c => Libc.open((byte*)c.Item1, c.flags | Libc.O_CLOEXEC));

    public static nint Read(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            return Interrupted.Repeat((fd, (nint)p, buffer.Length), static c => Libc.read(c.fd, (byte*)c.Item2, (nuint)c.Length));
        }
    }

    /// <summary>The bytes of a file whose length is known only once it is read, up to one more than a limit; or the error number.</summary>
    public static int ReadAll(string path, int most, out byte[] bytes)
    {
        bytes = [];
        // No waiting: it may be a pipe.
        var fd = Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            return -fd;
        }

        var (buffer, end, read) = (new byte[Math.Min(FirstPiece, most + 1)], 0, 0);
        while (end < buffer.Length && (read = (int)Read(fd, buffer.AsSpan(end))) > 0)
        {
            end += read;
            if (buffer.Length - end < FirstPiece / 2)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
            }
        }

        _ = Libc.close(fd);
        bytes = read < 0 ? [] : buffer[..end];
        return read < 0 ? -read : 0;
    }

    public static nint ReadAt(int fd, Span<byte> buffer, long offset)
    {
        fixed (byte* p = buffer)
        {
            return Interrupted.Repeat((fd, (nint)p, buffer.Length, offset),
                static c => Libc.pread(c.fd, (byte*)c.Item2, (nuint)c.Length, c.offset));
        }
    }

    public static nint WriteAt(int fd, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* p = bytes)
        {
            return Interrupted.Repeat((fd, (nint)p, bytes.Length, offset),
                static c => Libc.pwrite(c.fd, (byte*)c.Item2, (nuint)c.Length, c.offset));
        }
    }

    public static int Flush(int fd) => (int)Interrupted.Repeat(fd, static fd => Libc.fsync(fd));

    /// <summary>
    /// Has the names in a folder outlast a loss of power. A folder that cannot be read, or of a file system without this, is let be.
    /// </summary>
    public static int FlushFolder(int folder)
    {
        var fd = OpenAt(folder, ".", Libc.O_RDONLY);
        if (fd < 0)
        {
            return 0;
        }

        var result = Flush(fd);
        _ = Libc.close(fd);
        return result is -Errno.EIO or -Errno.ENOSPC or -Errno.EDQUOT ? result : 0;
    }

    public static nint Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            return Interrupted.Repeat((fd, (nint)p, bytes.Length), static c => Libc.write(c.fd, (byte*)c.Item2, (nuint)c.Length));
        }
    }

    /// <summary>
    /// Says that an open file is in use, until it is closed; false where somebody is about to remove it. A shared lock, with which
    /// .NET reads, and that some file systems do not have.
    /// </summary>
    public static bool Hold(int fd) => Interrupted.Repeat(fd, static fd => Libc.flock(fd, Libc.LOCK_SH | Libc.LOCK_NB)) != -Errno.EAGAIN;

    /// <summary>Locks an unused file; false where it is in use, or that cannot be known.</summary>
    public static bool Take(int fd) => Interrupted.Repeat(fd, static fd => Libc.flock(fd, Libc.LOCK_EX | Libc.LOCK_NB)) == 0;

    /// <summary>Where a link leads; null where it is none, or leads nowhere that could be said.</summary>
    public static string? ReadLink(int folder, string name)
    {
        const int most = 4096; // PATH_MAX
        var buffer = stackalloc byte[most];
        var length = Libc.readlinkat(folder, name, buffer, most);
        return length is > 0 and < most ? Encoding.UTF8.GetString(buffer, (int)length) : null;
    }

    /// <summary>The failure of a call, as .NET would tell it.</summary>
    public static Exception Failure(int errno) => errno switch
    {
        Errno.ENOENT => new FileNotFoundException("there is no such file"),
        Errno.ENOTDIR => new DirectoryNotFoundException("a part of the path is no folder"),
        Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException("permission denied"),
        Errno.ENOSPC or Errno.EDQUOT => new IOException("no space is left there"),
        Errno.EROFS => new IOException("the file system is read-only"),
        Errno.ENAMETOOLONG => new PathTooLongException("the name is longer than the file system takes"),
        Errno.ELOOP => new IOException("too many links lead to one another"),
        _ => new IOException($"{Marshal.GetPInvokeErrorMessage(errno)} ({Errno.Name(errno)})"),
    };
}
