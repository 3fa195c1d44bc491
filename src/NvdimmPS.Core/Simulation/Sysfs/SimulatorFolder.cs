namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// The temporary folder of one simulator. A locked file in it says that its process lives, so that the next simulator
/// can remove what a killed process left behind without touching a living one, in this or another container.
/// </summary>
internal sealed class SimulatorFolder : IDisposable
{
    private const string Prefix = "nvdimm-simulator-";
    private const string LockName = "lock";
    private const string MemoryFolder = "/dev/shm";
    private const long MemoryNeeded = 256 << 20;

    private readonly FileStream _lock;
    private readonly EventHandler _exit;
    private int _disposed;

    public SimulatorFolder()
    {
        var parent = Parent();
        RemoveStale(parent);
        (Root, _lock) = Create(parent);
        _exit = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _exit;
    }

    public string Root { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= _exit;
        Remove(Root, _lock);
    }

    /// <summary>
    /// In memory where Linux has such a place, as sysfs is: thousands of small files take a disk's file system seconds.
    /// TMPDIR is somebody's choice and goes first.
    /// </summary>
    private static string Parent()
    {
        try
        {
            return OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("TMPDIR") is null or ""
                && Directory.Exists(MemoryFolder) && new DriveInfo(MemoryFolder).AvailableFreeSpace > MemoryNeeded
                    ? MemoryFolder
                    : Path.GetTempPath();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.GetTempPath();
        }
    }

    private static (string Root, FileStream Lock) Create(string parent)
    {
        for (var attempt = 0; ; attempt++)
        {
            var root = Path.Combine(attempt < 2 ? parent : Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N")[..12]);
            try
            {
                Make(root);
                var held = Lock(root, FileMode.CreateNew);
                if (File.Exists(held.Name))
                {
                    return (root, held);
                }

                held.Dispose();
            }
            catch (Exception e) when (attempt < 3 && e is IOException or UnauthorizedAccessException)
            {
                // The memory folder may be full or closed to us; and another simulator can take a folder for a stale one
                // in the moment before it is locked.
            }
        }
    }

    private static void Make(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
        }
        else
        {
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void RemoveStale(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                // A folder has its lock from the first moment; without one its removal was cut short.
                if (File.Exists(Path.Combine(folder, LockName)))
                {
                    Remove(folder, Lock(folder, FileMode.Open));
                }
                else if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > TimeSpan.FromMinutes(1))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It lives, is somebody else's, or is gone already.
            }
        }
    }

    private static FileStream Lock(string root, FileMode mode) =>
        new(Path.Combine(root, LockName), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    /// <summary>
    /// Removes a folder whose lock we hold. The lock is kept until the folder is gone, so that nobody else removes it at
    /// the same time; Windows cannot remove an open file.
    /// </summary>
    private static void Remove(string root, FileStream held)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                held.Dispose();
            }

            Directory.Delete(root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A reader may hold a file open on Windows; a later simulator removes the rest.
        }
        finally
        {
            held.Dispose();
        }
    }
}
