using System.Text;

namespace NvdimmPS.Health.Metrics;

/// <summary>A file of metrics on the disk.</summary>
public static class MetricFile
{
    /// <summary>Writes a file whole or not at all, also over another one: a collector may read it at any time.</summary>
    /// <exception cref="NvdimmException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        // The collector takes every file that ends in .prom.
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, Encoding.UTF8.GetBytes(text));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw Errors.MetricsUnwritable(path, e);
        }
    }
}
