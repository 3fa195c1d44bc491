using System.Runtime.InteropServices;

namespace NvdimmPS.Kernel;

/// <summary>The C library calls that reach a control node and sysfs. Native names, raw results.</summary>
internal static unsafe partial class Libc
{
    public const int O_RDONLY = 0;
    public const int O_RDWR = 2;
    public const int O_WRONLY = 1;
    public const int O_CREAT = 0x40;
    public const int O_APPEND = 0x400;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;
    public const int SEEK_CUR = 1;

    /// <summary>One of the few flags whose value differs between architectures.</summary>
    public static readonly int O_NOFOLLOW = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    private const int AT_EMPTY_PATH = 0x1000;
    private const uint STATX_TYPE = 1;
    private const uint STATX_BASIC_STATS = 0x7ff;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int open(byte* path, int flags);

    /// <summary>Variadic in C, as <see cref="ioctl"/>.</summary>
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdir(string path, uint mode);

    [LibraryImport("libc")]
    public static partial uint getuid();

    [LibraryImport("libc")]
    public static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint lseek(int fd, nint offset, int whence);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ftruncate(int fd, nint length);

    [LibraryImport("libc")]
    public static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int dup(int fd);

    /// <summary>Variadic in C, as <see cref="ioctl"/>.</summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int fd, byte* buffer, nuint count);

    /// <summary>In glibc since 2.30.</summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint getdents64(int fd, byte* buffer, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint readlink(byte* path, byte* buffer, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int fd, byte* buffer, nuint count);

    /// <summary>
    /// Variadic in C. Calling it with a fixed signature is sound where variadic and fixed calls pass integers alike, as
    /// on x86-64, arm64 Linux and riscv64; ppc64le wants a parameter save area and has not been tried.
    /// </summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial int ioctl(int fd, nuint request, byte* argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint pread(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int bind(int fd, NetlinkAddress* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int dirfd, byte* path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int dirfd, string path, int flags, uint mask, byte* buffer);

    /// <summary>True for what a path leads to if it is no device, pipe, socket or folder.</summary>
    public static bool IsRegularFile(string path)
    {
        const int currentFolder = -100, structSize = 256, modeOffset = 28;
        const int typeMask = 0xF000, regularFile = 0x8000;
        byte* buffer = stackalloc byte[structSize];
        return statx(currentFolder, path, 0, STATX_TYPE, buffer) == 0 && (*(ushort*)(buffer + modeOffset) & typeMask) == regularFile;
    }

    /// <summary>What an open file is, or null.</summary>
    public static (bool IsRegular, bool IsWritableByAll, uint Links, uint Owner, nint Size)? GetFile(int fd)
    {
        const int structSize = 256, linksOffset = 16, ownerOffset = 20, modeOffset = 28, sizeOffset = 40;
        const int typeMask = 0xF000, regularFile = 0x8000, othersWrite = 2;
        byte empty = 0;
        byte* buffer = stackalloc byte[structSize];
        if (statx(fd, &empty, AT_EMPTY_PATH, STATX_BASIC_STATS, buffer) != 0)
        {
            return null;
        }

        var mode = *(ushort*)(buffer + modeOffset);
        return ((mode & typeMask) == regularFile, (mode & othersWrite) != 0, *(uint*)(buffer + linksOffset), *(uint*)(buffer + ownerOffset), (nint)(*(ulong*)(buffer + sizeOffset)));
    }

    /// <summary>The type and device number of an open file. statx, since its layout is the same on every architecture.</summary>
    public static bool TryGetDevice(int fd, out bool isCharacterDevice, out uint major, out uint minor)
    {
        const int structSize = 256, modeOffset = 28, majorOffset = 128, minorOffset = 132;
        const int typeMask = 0xF000, characterDevice = 0x2000;
        byte empty = 0;
        byte* buffer = stackalloc byte[structSize];
        var ok = statx(fd, &empty, AT_EMPTY_PATH, STATX_TYPE, buffer) == 0;
        isCharacterDevice = ok && (*(ushort*)(buffer + modeOffset) & typeMask) == characterDevice;
        major = ok ? *(uint*)(buffer + majorOffset) : 0;
        minor = ok ? *(uint*)(buffer + minorOffset) : 0;
        return ok;
    }
}
