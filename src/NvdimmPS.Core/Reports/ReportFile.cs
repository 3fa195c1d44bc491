namespace NvdimmPS.Reports;

/// <summary>A report on the disk.</summary>
internal static class ReportFile
{
    /// <summary>Whether a file could be written, before anything is done for it.</summary>
    /// <exception cref="NvdimmException">It is there already, or its folder is not.</exception>
    public static void Check(string path, bool overwrite)
    {
        if (!overwrite && Path.Exists(path))
        {
            throw Errors.ReportExists(path);
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Errors.ReportUnwritable(path, new DirectoryNotFoundException($"there is no folder '{folder}'"));
        }
    }

    /// <summary>Writes a file whole or not at all, one row after the other.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite)
    {
        Check(path, overwrite);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Errors.ReportUnwritable(path, e);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
