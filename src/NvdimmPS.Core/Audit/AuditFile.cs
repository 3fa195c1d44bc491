using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>
/// Appends lines to the log. It is opened anew for each, so that it may be moved away and made anew at any time, and each is
/// one write(2) at the end, so that those of several processes do not mix.
/// </summary>
internal static class AuditFile
{
    private const uint FolderMode = 0x1E8; // 0750
    private const uint FileMode = 0x1A0; // 0640

    /// <summary>Writes a line.</summary>
    /// <returns>Why it could not be, or null.</returns>
    public static string? Append(string path, ReadOnlySpan<byte> line)
    {
        if (!OperatingSystem.IsLinux())
        {
            return $"{path}: the file is written on Linux only";
        }

        var fd = Open(path);

        // Another one may make the folder at the same moment.
        if (fd == -Errno.ENOENT && Path.GetDirectoryName(path) is { } folder
            && (Libc.mkdir(folder, FolderMode) == 0 || Directory.Exists(folder)))
        {
            fd = Open(path);
        }

        if (fd < 0)
        {
            return $"{path}: {Why(-fd)}";
        }

        try
        {
            return (Refusal(fd) ?? Write(fd, line)) is { } reason ? $"{path}: {reason}" : null;
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    /// <summary>
    /// Neither a link is followed nor a pipe waited for: users with write access to the folder must not choose the target.
    /// </summary>
    private static int Open(string path)
    {
        const int flags = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CREAT | Libc.O_NONBLOCK;
        return FileCall.Open(path, flags | Libc.O_NOFOLLOW, FileMode);
    }

    private static string? Refusal(int fd) => FileStatus.Get(fd) is not { } file ? "it cannot be looked at"
        : !file.IsRegular ? "it is no regular file"
        : file.Links != 1 ? "it has a second name somewhere (a hard link)"
        : file.Owner != 0 && file.Owner != Libc.geteuid() ? "it belongs to another user"
        : file.IsWritableByAll ? "everybody may write it"
        : null;

    private static string? Write(int fd, ReadOnlySpan<byte> line) => Written(fd, line, FileCall.Write(fd, line));

    /// <summary>What became of a line of which so much was written, or the negated errno.</summary>
    internal static string? Written(int fd, ReadOnlySpan<byte> line, nint written)
    {
        if (written == line.Length)
        {
            return null;
        }

        TakeBack(fd, written);
        return Why(written < 0 ? (int)-written : Errno.ENOSPC);
    }

    /// <summary>A line that was cut by a full disk, if nothing stands behind it: the next one must not become a part of it.</summary>
    private static void TakeBack(int fd, nint written)
    {
        if (written > 0 && FileStatus.Get(fd) is { } file && Libc.lseek(fd, 0, Libc.SEEK_CUR) == file.Size)
        {
            _ = Libc.ftruncate(fd, file.Size - written);
        }
    }

    private static string Why(int errno) => errno switch
    {
        Errno.EACCES or Errno.EPERM => "permission denied",
        Errno.ENOENT => "no such folder",
        Errno.ENOSPC => "no space left",
        Errno.ELOOP => "it is a symbolic link",
        Errno.ENXIO => "it is no regular file",
        Errno.EISDIR => "it is a folder",
        Errno.EROFS => "the file system is read-only",
        _ => Errno.Name(errno),
    };
}
