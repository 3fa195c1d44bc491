using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// Writes files whole or not at all. What is there decides how: a file is replaced in one step and keeps its mode and owner, a
/// link stays and its target is replaced, a pipe and <c>/dev/null</c> are written to, and nothing else is touched.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Whether a file could be written, before anything is done for it.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Check(string path, bool overwrite, FileErrors errors) => Guard(path, errors, () =>
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsLinux())
        {
            Find(full, overwrite).Dispose();
        }
        else
        {
            PortableFile.Target(full, overwrite);
        }

        return true;
    });

    /// <summary>Writes a file; what was there before stays where that fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="errors">How its failures are said.</param>
    /// <param name="mode">The permissions of a new file; as the umask has it when null.</param>
    /// <param name="stop">Ends waiting for the reader of a pipe.</param>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite, FileErrors errors, UnixFileMode? mode = null,
        CancellationToken stop = default) =>
        Guard(path, errors, () =>
        {
            using var file = Begin(path, overwrite, mode, stop);
            write(file.Stream);
            file.Commit();
            return true;
        });

    /// <summary>The same, of bytes.</summary>
    public static void Write(string path, byte[] bytes, bool overwrite, FileErrors errors, UnixFileMode? mode = null,
        CancellationToken stop = default) =>
        Write(path, stream => stream.Write(bytes), overwrite, errors, mode, stop);

    /// <summary>Begins a file that shall go on being written once it is there.</summary>
    public static PendingFile Begin(string path, bool overwrite, UnixFileMode? mode, CancellationToken stop)
    {
        var full = Path.GetFullPath(path);
        return OperatingSystem.IsLinux()
            ? OnLinux(Find(full, overwrite), overwrite, mode, stop)
            : new PortableFile(full, overwrite, mode);
    }

    /// <summary>True for what paths, permissions and devices can fail with.</summary>
    public static bool IsOfTheDisk(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static T Guard<T>(string path, FileErrors errors, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (FileThereException)
        {
            throw errors.Exists(path);
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            throw errors.Unwritable(path, e);
        }
    }

    private static PendingFile OnLinux(FilePlace place, bool overwrite, UnixFileMode? mode, CancellationToken stop)
    {
        try
        {
            return place.Descriptor is { } own ? new PassingFile(own, place, stop)
                : place.Status is { IsRegular: false } status ? Pass(place, status.Kind, stop)
                : new ReplacingFile(place, overwrite, mode);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Not to wait for a reader who may never come; and only for what was looked at.</summary>
    private static PassingFile Pass(FilePlace place, FileKind kind, CancellationToken stop)
    {
        var fd = FileCall.OpenAt(place.Folder, place.Name, Libc.O_WRONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW);
        if (fd < 0)
        {
            const string reason = "it is a pipe, and nobody reads from it", next = "Start its reader first, or name a file.";
            throw fd == -Errno.ENXIO ? new FileRefusal(reason, next) { Kind = kind } : FileCall.Failure(-fd);
        }

        place.Dispose();
        var handle = new NdHandle(fd);
        if (FileStatus.Get(fd)?.Kind == kind)
        {
            return new PassingFile(fd, handle, stop);
        }

        handle.Dispose();
        throw new IOException("it became another file meanwhile");
    }

    private static FilePlace Find(string path, bool overwrite)
    {
        var place = FilePlace.Find(path);
        try
        {
            Refuse(place, overwrite);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static void Refuse(FilePlace place, bool overwrite)
    {
        switch (place.Status)
        {
            case null:
            case { Kind: FileKind.Link }: // a descriptor of ours
                break;
            case { Kind: FileKind.Regular } when !overwrite:
                throw new FileThereException();
            case { Kind: FileKind.Regular or FileKind.Pipe } when place.MayBeTrap:
                throw place.Trap();
            case { Kind: FileKind.Regular or FileKind.Pipe }:
            case { Kind: FileKind.CharacterDevice, Major: 1, Minor: 3 }: // /dev/null
                break;
            case { Kind: var kind }:
                throw FileRefusal.For(kind);
        }
    }
}
