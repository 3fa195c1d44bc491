using System.Runtime.InteropServices;

namespace NvdimmPS.Tests.Files;

/// <summary>What tests of files do that .NET cannot.</summary>
internal static partial class Unix
{
    public const int Nobody = 65534;

    private const int CurrentFolder = -100;
    private const uint RenameExchange = 2;

    public static bool IsRoot { get; } = OperatingSystem.IsLinux() && geteuid() == 0;

    /// <summary>Makes a named pipe.</summary>
    public static string Pipe(string path)
    {
        Assert.Equal(0, mkfifo(path, 0x180));
        return path;
    }

    /// <summary>Gives it, or the link itself, to another user.</summary>
    public static string Give(string path, int user = Nobody)
    {
        Assert.Equal(0, lchown(path, user, user));
        return path;
    }

    /// <summary>Two names in one step each take the other's place.</summary>
    public static void Exchange(string one, string other) => renameat2(CurrentFolder, one, CurrentFolder, other, RenameExchange);

    /// <summary>Whether this process has it open.</summary>
    public static bool IsOpen(string path) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(fd => new FileInfo(fd).LinkTarget == path);

    /// <summary>Gives a file an access list: what its group class may, a user of its own, and nothing for its group.</summary>
    public static bool TryGrant(string path, int user)
    {
        byte[] list = [2, 0, 0, 0, .. Entry(1, 6, -1), .. Entry(2, 6, user), .. Entry(4, 0, -1), .. Entry(16, 6, -1), .. Entry(32, 0, -1)];
        return setxattr(path, "system.posix_acl_access", list, (nuint)list.Length, 0) == 0;

        static byte[] Entry(short tag, short permissions, int id) =>
            [.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(permissions), .. BitConverter.GetBytes(id)];
    }

    public static byte[] AccessList(string path)
    {
        var list = new byte[256];
        return list[..(int)Math.Max(0, getxattr(path, "system.posix_acl_access", list, (nuint)list.Length))];
    }

    [LibraryImport("libc")]
    public static partial uint umask(uint mask);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, int owner, int group);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setxattr(string path, string name, byte[] value, nuint size, int flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getxattr(string path, string name, [Out] byte[] value, nuint size);
}
