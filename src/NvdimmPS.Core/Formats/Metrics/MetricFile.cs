using System.Text;
using NvdimmPS.Files;

namespace NvdimmPS.Formats.Metrics;

/// <summary>A file of metrics on the disk.</summary>
public static class MetricFile
{
    /// <summary>What node_exporter's textfile collector looks for; it passes over every other name without a word.</summary>
    public const string Extension = ".prom";

    // The collector runs as a user of its own, and the health of a DIMM is no secret: a new file is 0644, whatever the umask.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whether the collector will take it.</summary>
    public static bool IsCollected(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Extension, StringComparison.Ordinal);
    }

    /// <summary>Writes a file whole or not at all, also over another one: a collector may read it at any time.</summary>
    /// <exception cref="NvdimmException">It cannot be written.</exception>
    public static void Write(string path, string text, CancellationToken stop = default) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text), overwrite: true, MetricErrors.File, Readable, stop: stop);
}
