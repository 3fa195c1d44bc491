using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// A folder in this user's <see cref="PrivateFolder"/>. Its lock says that its process lives, so that the next simulator can
/// remove what a killed process left behind without touching a living one, in this or another container.
/// </summary>
internal sealed class LockedFolder : SimulatorFolder
{
    private const string Prefix = "simulator-";
    private const uint OwnerOnly = 0x1C0; // 0700

    private readonly NdHandle _parent;
    private readonly NdHandle _held;
    private readonly string _name;

    public LockedFolder()
    {
        (_parent, var path) = PrivateFolder.Open();
        try
        {
            RemoveStale();
            (_held, _name) = Make();
            Root = Path.Join(path, _name);
        }
        catch
        {
            _parent.Dispose();
            throw;
        }
    }

    public override string Root { get; }

    private int Parent => (int)_parent.DangerousGetHandle();

    /// <summary>The lock is kept until the folder is gone, so that no other process removes it at the same time.</summary>
    protected override void Remove()
    {
        FolderRemoval.Remove(Parent, _name);
        _held.Dispose();
        _parent.Dispose();
    }

    private (NdHandle Held, string Name) Make()
    {
        while (true)
        {
            var name = Prefix + RandomName.Create();
            if (Libc.mkdirat(Parent, name, OwnerOnly) != 0)
            {
                throw FileCall.Failure(Marshal.GetLastPInvokeError());
            }

            // Another simulator can take it for a stale one in the moment before it is locked.
            var fd = FileCall.OpenAt(Parent, name, Libc.O_RDONLY | Libc.O_NOFOLLOW);
            var held = fd >= 0 ? new NdHandle(fd) : null;
            if (held is not null && FileCall.Hold(fd) && FileStatus.Get(fd) is { Links: > 0 })
            {
                return (held, name);
            }

            held?.Dispose();
            if (fd < 0 && fd != -Errno.ENOENT)
            {
                throw FileCall.Failure(-fd);
            }
        }
    }

    private void RemoveStale()
    {
        foreach (var name in NativeFolder.Names(Parent, Prefix))
        {
            var fd = FileCall.OpenAt(Parent, name, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK);
            if (fd < 0)
            {
                continue;
            }

            if (FileCall.Take(fd))
            {
                FolderRemoval.Remove(Parent, name);
            }

            _ = Libc.close(fd);
        }
    }
}
