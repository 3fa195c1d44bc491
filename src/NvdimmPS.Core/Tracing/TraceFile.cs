using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>
/// Makes the file of a trace, readable for its owner alone. It is begun under another name, so that what stood there
/// before stays until the new trace has begun.
/// </summary>
internal static class TraceFile
{
    public static TraceWriter Create(string path, bool replace, Action<TraceWriter> begin)
    {
        Check(path, replace);
        var scratch = $"{path}.{Guid.NewGuid().ToString("N")[..8]}.tmp";
        TraceWriter? writer = null;
        try
        {
            writer = new TraceWriter(new FileStream(scratch, Options()));
            begin(writer);
            File.Move(scratch, path, replace);
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            writer?.Dispose();
            Remove(scratch);
            throw Errors.TraceCreate(path, e);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static void Check(string path, bool replace)
    {
        if (Directory.Exists(path))
        {
            throw Errors.TraceIsFolder(path);
        }

        // A device or a pipe must not be replaced by a file, whatever is asked.
        if (File.Exists(path) && OperatingSystem.IsLinux() && !Libc.IsRegularFile(path))
        {
            throw Errors.TraceNotAFile(path);
        }

        if (File.Exists(path) && !replace)
        {
            throw Errors.TraceExists(path);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Where it could not be made it is not there.
        }
    }
}
