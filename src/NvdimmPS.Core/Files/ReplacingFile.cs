using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// On Linux, a file that takes another one's place in one step, with its mode, owner and access list. It is written beside it,
/// under a name of its own and locked, so that what a killed process left is known and removed by the next one.
/// </summary>
internal sealed class ReplacingFile : PendingFile
{
    /// <summary>How the name of a file begins that is being written.</summary>
    public const string Prefix = ".nvdimmps-";

    private const string Suffix = ".tmp";
    private const string AccessList = "system.posix_acl_access";
    private const uint OwnerOnly = 0x180, Everybody = 0x1B6, Permissions = 0x1FF, GroupPermissions = 0x38; // 0600, 0666, 0777, 0070

    private readonly FilePlace _place;
    private readonly bool _overwrite;
    private readonly string _name;
    private readonly int _fd;
    private bool _committed;

    /// <param name="place">Where it is to be; disposed with it.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="mode">The permissions of a new one; as the umask has it when null.</param>
    public ReplacingFile(FilePlace place, bool overwrite, UnixFileMode? mode)
    {
        _place = place;
        _overwrite = overwrite;
        RemoveLeftovers();
        (_fd, _name) = Create(place.Status is null ? (uint?)mode ?? Everybody : OwnerOnly);
        Stream = new FileStream(new SafeFileHandle(_fd, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        try
        {
            if (place.Status is { } old)
            {
                Inherit(old);
            }
            else if (mode is { } wanted)
            {
                Check(Libc.fchmod(_fd, (uint)wanted));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override Stream Stream { get; }

    public override void Commit()
    {
        Stream.Flush();
        Check(Libc.fsync(_fd));
        if (_overwrite || !TryLink())
        {
            Check(Libc.renameat(_place.Folder, _name, _place.Folder, _place.Name));
        }

        _committed = true;
        if (FileCall.FlushFolder(_place.Folder) is < 0 and var errno)
        {
            throw FileCall.Failure(-errno);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!_committed)
        {
            _ = Libc.unlinkat(_place.Folder, _name, 0);
        }

        Stream.Dispose();
        _place.Dispose();
    }

    /// <summary>
    /// Gives it its name without replacing anything, also what came there meanwhile; false where the file system has no hard
    /// links.
    /// </summary>
    private bool TryLink()
    {
        if (Libc.linkat(_place.Folder, _name, _place.Folder, _place.Name, 0) == 0)
        {
            _ = Libc.unlinkat(_place.Folder, _name, 0);
            return true;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            Errno.EEXIST => throw new FileThereException(),
            Errno.EPERM or Errno.EOPNOTSUPP when FileStatus.Get(_place.Folder, _place.Name) is null => false,
            Errno.EPERM or Errno.EOPNOTSUPP => throw new FileThereException(),
            var errno => throw FileCall.Failure(errno),
        };
    }

    private (int Fd, string Name) Create(uint mode)
    {
        while (true)
        {
            var name = Prefix + RandomName.Create() + Suffix;
            var fd = FileCall.OpenAt(_place.Folder, name, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW, mode);
            if (fd < 0 && fd != -Errno.EEXIST)
            {
                throw FileCall.Failure(-fd);
            }

            // Another process may take it for a leftover in the moment before it is locked.
            if (fd >= 0 && FileCall.Hold(fd) && FileStatus.Get(fd) is { Links: > 0 })
            {
                return (fd, name);
            }

            _ = fd >= 0 ? Libc.close(fd) : 0;
        }
    }

    /// <summary>The owner, where that is allowed; else no group that may read more than before.</summary>
    private unsafe void Inherit(FileStatus old)
    {
        var mode = old.Mode & Permissions;
        if (Libc.fchown(_fd, old.Owner, old.Group) != 0 && Libc.fchown(_fd, uint.MaxValue, old.Group) != 0)
        {
            mode &= ~GroupPermissions;
        }

        Check(Libc.fchmod(_fd, mode));
        const int most = 64 << 10; // XATTR_SIZE_MAX
        var list = new byte[most];
        fixed (byte* p = list)
        {
            var size = Libc.lgetxattr($"/proc/self/fd/{_place.Folder}/{_place.Name}", AccessList, p, most);
            if (size > 0)
            {
                Check(Libc.fsetxattr(_fd, AccessList, p, (nuint)size, 0));
            }
        }
    }

    /// <summary>Only what is surely ours and of nobody who lives: made by this user under such a name, and not locked.</summary>
    private void RemoveLeftovers()
    {
        foreach (var name in NativeFolder.Names(_place.Folder, Prefix).Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            if (FileStatus.Get(_place.Folder, name) is not { IsRegular: true, Links: 1 } status || status.Owner != Libc.geteuid())
            {
                continue;
            }

            var fd = FileCall.OpenAt(_place.Folder, name, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK);
            if (fd < 0)
            {
                continue;
            }

            if (FileCall.Take(fd))
            {
                _ = Libc.unlinkat(_place.Folder, name, 0);
            }

            _ = Libc.close(fd);
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw FileCall.Failure(Marshal.GetLastPInvokeError());
        }
    }
}
