using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>An attribute's text without its line end, or why there is none.</summary>
public readonly record struct SysfsValue(string? Text, string? Reason)
{
    internal static SysfsValue Of(string text) => new(text, null);

    internal static SysfsValue None(string reason) => new(null, reason);
}

/// <summary>Reads one sysfs attribute with three system calls (open, read, close).</summary>
internal static class SysfsFile
{
    /// <summary>sysfs never shows more than a page.</summary>
    public const int MaxLength = 4096;

    /// <summary>Never throws: an attribute that cannot be read must not hide the other ones.</summary>
    public static SysfsValue Read(string path) => Read(path, "");

    /// <summary>The same for an attribute of a folder, without making a string of the path.</summary>
    [SkipLocalsInit] // A page that is written before it is read.
    public static SysfsValue Read(string folder, string attribute)
    {
        Span<byte> buffer = stackalloc byte[MaxLength + 1];
        var length = OperatingSystem.IsLinux()
            ? ReadNative(folder, attribute, buffer)
            : ReadManaged(Path.Join(folder, attribute), buffer);
        if (length < 0)
        {
            return SysfsValue.None(Explain(-length));
        }

        if (length > MaxLength)
        {
            return SysfsValue.None($"longer than {MaxLength} bytes, so not a sysfs attribute");
        }

        var text = buffer[..length];
        if (text.IndexOf((byte)0) is >= 0 and var nul)
        {
            text = text[..nul];
        }

        return SysfsValue.Of(Encoding.UTF8.GetString(text.TrimEnd("\n"u8)));
    }

    private static string Explain(int errno) => errno switch
    {
        Errno.ENOENT => "no such attribute",
        Errno.EACCES or Errno.EPERM => "permission denied",
        Errno.ENXIO => "not known to the kernel (ENXIO)",
        Errno.ENODEV => "the device went away (ENODEV)",
        Errno.EISDIR => "a folder, not an attribute",
        _ => $"cannot be read ({Errno.Name(errno)})",
    };

    [SkipLocalsInit]
    private static unsafe int ReadNative(string folder, string attribute, Span<byte> buffer)
    {
        var size = NativePath.MaxLength(folder, attribute);
        var name = size <= NativePath.StackLimit ? stackalloc byte[NativePath.StackLimit] : new byte[size];
        NativePath.Write(name, folder, attribute);
        int fd;
        fixed (byte* p = name)
        {
            fd = Libc.open(p, Libc.O_RDONLY | Libc.O_CLOEXEC);
        }

        if (fd < 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        // One read: sysfs gives the whole attribute, and a second read could see another moment's value.
        nint length;
        int errno;
        fixed (byte* p = buffer)
        {
            do
            {
                length = Libc.read(fd, p, (nuint)buffer.Length);
                errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
            }
            while (errno == Errno.EINTR);
        }

        _ = Libc.close(fd);
        return length < 0 ? -errno : (int)length;
    }

    private static int ReadManaged(string path, Span<byte> buffer)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return -Errno.ENOENT;
        }
        catch (UnauthorizedAccessException)
        {
            return -Errno.EACCES;
        }
        catch (IOException)
        {
            return -Errno.EIO;
        }
    }
}
