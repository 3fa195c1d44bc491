using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>A table that the kernel makes as it is read, such as <c>/proc/self/mountinfo</c>: lines of no known number.</summary>
internal static class TableFile
{
    /// <summary>A host of many containers has some thousand mounts, each of a few hundred bytes.</summary>
    public const int MaxLength = 16 << 20;

    /// <summary>Its lines, read at once: a line that is read later could be of another moment.</summary>
    /// <exception cref="IOException">It cannot be read, or is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string[] Lines(string path) => OperatingSystem.IsLinux() ? Text(path).Split('\n') : [.. File.ReadLines(path)];

    private static string Text(string path)
    {
        BlockingCall.Waits(path, "");
        var errno = FileCall.ReadAll(path, MaxLength, out var bytes);
        return errno != 0 ? throw FileCall.Failure(errno)
            : bytes.Length > MaxLength ? throw new IOException($"longer than {MaxLength} bytes")
            : Encoding.UTF8.GetString(bytes.AsSpan().TrimEnd("\n"u8));
    }
}
