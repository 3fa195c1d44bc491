using System.Text;

namespace NvdimmPS.Health.Metrics;

/// <summary>A file of metrics on the disk.</summary>
public static class MetricFile
{
    /// <summary>What node_exporter's textfile collector looks for; it passes over every other name without a word.</summary>
    public const string Extension = ".prom";

    // The collector runs as a user of its own, and the health of a DIMM is no secret: 0644, whatever the umask.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whether the collector will take it.</summary>
    public static bool IsCollected(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Extension, StringComparison.Ordinal);
    }

    /// <summary>Writes a file whole or not at all, also over another one: a collector may read it at any time.</summary>
    /// <exception cref="NvdimmException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        // Beside it, since only within a file system one file takes another's place at once; the collector must not take this one.
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, Encoding.UTF8.GetBytes(text));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, Readable);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            Remove(temporary);
            throw Errors.MetricsUnwritable(path, e);
        }
    }

    /// <summary>What could not be written is the failure to tell, not what is left of it.</summary>
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            // As on a file system that became read-only.
        }
    }

    private static bool IsOfFile(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
