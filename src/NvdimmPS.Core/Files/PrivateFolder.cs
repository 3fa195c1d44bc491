using System.Globalization;
using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// On Linux, this user's folder for what goes with its processes: nobody else can make, exchange or remove anything in it, nor
/// on the way to it. In memory where there is such a place, since thousands of small files take a disk's file system seconds.
/// </summary>
internal static class PrivateFolder
{
    private const string MemoryFolder = "/dev/shm";
    private const string Variable = "TMPDIR";
    private const long MemoryNeeded = 256 << 20;
    private const uint OwnerOnly = 0x1C0; // 0700
    private const uint Root = 0, Unmapped = 65534; // overflowuid: whose id this user namespace does not know

    private static readonly Lazy<bool> KnowsAllUsers =
        new(() => Try(() => File.ReadAllText("/proc/self/uid_map").Contains("4294967295", StringComparison.Ordinal)));

    /// <summary>Opens it, and makes it where it is not there yet.</summary>
    /// <exception cref="IOException">There is no place for it; the message names each and why.</exception>
    public static (NdHandle Folder, string Path) Open() => Open(Places(Environment.GetEnvironmentVariable, HasRoom));

    /// <summary>The same in the first of these folders that will do.</summary>
    public static (NdHandle Folder, string Path) Open(IEnumerable<string> places)
    {
        var reasons = new List<string>();
        foreach (var place in places)
        {
            try
            {
                return In(place);
            }
            catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
            {
                reasons.Add($"{place}: {e.Message}");
            }
        }

        throw new IOException(string.Join("; ", reasons));
    }

    /// <summary>
    /// Where it may be: TMPDIR is somebody's choice, and goes first; the user's runtime folder; shared memory; the temporary
    /// folder. One that TMPDIR names and that is not there is a mistake to be told.
    /// </summary>
    internal static IEnumerable<string> Places(Func<string, string?> variable, Func<string, bool> hasRoom)
    {
        var chosen = variable(Variable);
        if (!string.IsNullOrEmpty(chosen))
        {
            yield return Path.GetFullPath(chosen);
            if (!Directory.Exists(chosen))
            {
                yield break;
            }
        }

        var runtime = variable("XDG_RUNTIME_DIR");
        foreach (var folder in new[] { runtime, $"/run/user/{Libc.geteuid()}", MemoryFolder }.Distinct())
        {
            if (folder is ['/', ..] && hasRoom(folder))
            {
                yield return folder;
            }
        }

        yield return "/tmp";
    }

    private static bool HasRoom(string folder) =>
        Try(() => Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace > MemoryNeeded);

    private static bool Try(Func<bool> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            return false;
        }
    }

    private static (NdHandle Folder, string Path) In(string place)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"nvdimmps-{Libc.geteuid()}");
        using var found = FilePlace.Find(Path.Join(place, RandomName.Create()), RefuseUnsafe);
        var taken = NativeFolder.Names(found.Folder, name + "-").Order(StringComparer.Ordinal);
        return new[] { name }.Concat(taken)
            .Append($"{name}-{RandomName.Create()}").Select(n => OpenOrMake(found, n)).FirstOrDefault(f => f is not null)
            ?? throw new IOException("it cannot be made");
    }

    /// <summary>Null where the name is taken, by somebody who came first or by something else.</summary>
    private static (NdHandle Folder, string Path)? OpenOrMake(FilePlace place, string name)
    {
        if (Libc.mkdirat(place.Folder, name, OwnerOnly) != 0 && Marshal.GetLastPInvokeError() is not Errno.EEXIST and var errno)
        {
            throw FileCall.Failure(errno);
        }

        var fd = FileCall.OpenAt(place.Folder, name, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            return null;
        }

        var handle = new NdHandle(fd);
        if (FileStatus.Get(fd) is { Kind: FileKind.Folder, IsPrivate: true } status && status.Owner == Libc.geteuid())
        {
            return (handle, Path.Join(place.FolderPath, name));
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Whoever may rename what is on the way can put something else in its place.</summary>
    internal static void RefuseUnsafe(string path, FileStatus folder)
    {
        if (folder.LetsOthersRename)
        {
            throw new IOException($"'{path}' lets others exchange what is in it");
        }

        if (!IsTrusted(folder.Owner))
        {
            throw new IOException($"'{path}' belongs to another user");
        }
    }

    /// <summary>Root, this user, or a user of whom this name space knows nothing.</summary>
    internal static bool IsTrusted(uint owner) =>
        owner == Root || owner == Libc.geteuid() || (owner == Unmapped && !KnowsAllUsers.Value);
}
