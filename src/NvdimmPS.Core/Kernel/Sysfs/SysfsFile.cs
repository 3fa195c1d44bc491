using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>An attribute's text without its line end, or why there is none.</summary>
public readonly record struct SysfsValue(string? Text, string? Reason)
{
    internal static SysfsValue From(string text) => new(text, null);

    internal static SysfsValue None(string reason) => new(null, reason);
}

/// <summary>Reads one sysfs attribute with three system calls (open, read, close).</summary>
internal static class SysfsFile
{
    /// <summary>sysfs shows a page at most: 4 KiB on x86, up to 64 KiB on POWER and arm64.</summary>
    public const int MaxLength = 64 << 10;

    private const int UsualPage = 4 << 10;

    /// <summary>Never throws: an attribute that cannot be read must not hide the other ones.</summary>
    public static SysfsValue Read(string path) => Read(path, "");

    /// <summary>The same for an attribute of a folder, without making a string of the path.</summary>
    [SkipLocalsInit] // A page that is written before it is read.
    public static SysfsValue Read(string folder, string attribute)
    {
        Span<byte> page = stackalloc byte[UsualPage + 1];
        var length = ReadOnce(folder, attribute, page);
        if (length <= UsualPage)
        {
            return Value(page, length);
        }

        var large = ArrayPool<byte>.Shared.Rent(MaxLength + 1);
        var value = Value(large, ReadOnce(folder, attribute, large.AsSpan(0, MaxLength + 1)));
        ArrayPool<byte>.Shared.Return(large);
        return value;
    }

    /// <summary>A name, which can be any bytes: what is no text in it is escaped (<c>\xc3</c>).</summary>
    public static SysfsValue ReadName(string folder, string attribute)
    {
        var errno = ReadBytes(Path.Join(folder, attribute), out var bytes);
        return errno != 0 ? SysfsValue.None(Explain(errno))
            : bytes.Length > UsualPage ? SysfsValue.None($"longer than {UsualPage} bytes, so not a name")
            : SysfsValue.From(ByteText.Escape(bytes.AsSpan().TrimEnd("\n"u8)));
    }

    private static SysfsValue Value(ReadOnlySpan<byte> buffer, int length)
    {
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
            if (nul == 0 && RefusalIn(text) is var errno and not 0)
            {
                return SysfsValue.None(Explain(errno));
            }

            text = text[..nul];
        }

        return SysfsValue.From(Encoding.UTF8.GetString(text.TrimEnd("\n"u8)));
    }

    /// <summary>The bytes of an attribute as they are, up to one more than sysfs shows, or the error number.</summary>
    public static int ReadBytes(string path, out byte[] bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxLength + 1);
        var length = ReadOnce(path, "", buffer.AsSpan(0, MaxLength + 1));
        bytes = length < 0 ? [] : buffer[..length];
        ArrayPool<byte>.Shared.Return(buffer);
        return length < 0 ? -length : RefusalIn(bytes);
    }

    /// <summary>
    /// The bytes of a file that sysfs gives a page at a time, such as an ACPI table, up to one more than an attribute has; or the error
    /// number.
    /// </summary>
    public static int ReadPages(string path, out byte[] bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return ReadBytes(path, out bytes);
        }

        BlockingCall.Waits(path, "");
        var errno = FileCall.ReadAll(path, MaxLength, out bytes);
        return errno != 0 ? errno : RefusalIn(bytes);
    }

    /// <summary>
    /// In a copy of sysfs, what stands for an attribute that cannot be read: a file cannot refuse, and no attribute begins
    /// with a zero byte.
    /// </summary>
    public static byte[] Refusal(int errno) => [.. RefusalMark, (byte)errno, (byte)(errno >> 8), 0, 0];

    private static ReadOnlySpan<byte> RefusalMark => "\0errno "u8;

    private static int RefusalIn(ReadOnlySpan<byte> text) =>
        text.StartsWith(RefusalMark) && text.Length == RefusalMark.Length + sizeof(int)
            ? BinaryPrimitives.ReadInt32LittleEndian(text[RefusalMark.Length..])
            : 0;

    /// <summary>Why something cannot be read.</summary>
    public static string Explain(int errno) => errno switch
    {
        Errno.ENOENT => "no such attribute",
        Errno.EACCES or Errno.EPERM => "permission denied",
        Errno.ENXIO => "not known to the kernel (ENXIO)",
        Errno.ENODEV => "the device went away (ENODEV)",
        Errno.EISDIR => "a folder, not an attribute",
        _ => $"cannot be read ({Errno.Name(errno)})",
    };

    private static int ReadOnce(string folder, string attribute, Span<byte> buffer) => OperatingSystem.IsLinux()
        ? ReadNative(folder, attribute, buffer)
        : ReadManaged(Path.Join(folder, attribute), buffer);

    [SkipLocalsInit]
    private static unsafe int ReadNative(string folder, string attribute, Span<byte> buffer)
    {
        BlockingCall.Waits(folder, attribute);
        var size = NativePath.MaxLength(folder, attribute);
        var name = size <= NativePath.StackLimit ? stackalloc byte[NativePath.StackLimit] : new byte[size];
        NativePath.Write(name, folder, attribute);
        int fd;
        fixed (byte* p = name)
        {
            // No waiting: what stands for sysfs may be a folder of files, and one of them a pipe.
            fd = FileCall.Open(p, Libc.O_RDONLY | Libc.O_NONBLOCK);
        }

        if (fd < 0)
        {
            return fd;
        }

        // One read: sysfs gives the whole attribute, and a second read could see another moment's value.
        var length = (int)FileCall.Read(fd, buffer);
        _ = Libc.close(fd);
        return length;
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
