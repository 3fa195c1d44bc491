using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>A table that the kernel makes as it is read, such as <c>/proc/self/mountinfo</c>: lines of no known number.</summary>
internal static class TableFile
{
    /// <summary>A host of many containers has some thousand mounts, each of a few hundred bytes.</summary>
    public const int MaxLength = 16 << 20;

    private const int Piece = 16 << 10;

    /// <summary>Its lines, read at once: a line that is read later could be of another moment.</summary>
    /// <exception cref="IOException">It cannot be read, or is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string[] Lines(string path) => OperatingSystem.IsLinux() ? Text(path).Split('\n') : [.. File.ReadLines(path)];

    private static string Text(string path)
    {
        BlockingCall.Waits(path, "");
        var fd = FileCall.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            throw FileCall.Failure(-fd);
        }

        var (buffer, end, read) = (new byte[Piece], 0, 0);
        while ((read = (int)FileCall.Read(fd, buffer.AsSpan(end))) > 0 && (end += read) <= MaxLength)
        {
            if (buffer.Length - end < Piece / 2)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        _ = Libc.close(fd);
        return read < 0 ? throw FileCall.Failure(-read)
            : end > MaxLength ? throw new IOException($"longer than {MaxLength} bytes")
            : Encoding.UTF8.GetString(buffer.AsSpan(0, end).TrimEnd("\n"u8));
    }
}
