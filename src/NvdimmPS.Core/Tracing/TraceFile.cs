using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>
/// Makes the file of a trace, a new one readable for its owner alone. It is begun under another name, so that what stood there
/// before stays until the new trace has begun.
/// </summary>
internal static class TraceFile
{
    public static TraceWriter Create(string path, bool replace, Action<TraceWriter> begin)
    {
        PendingFile? file = null;
        try
        {
            file = AtomicFile.Begin(path, replace, UnixFileMode.UserRead | UnixFileMode.UserWrite, CancellationToken.None);
            if (file is PassingFile)
            {
                throw TraceErrors.NotAFile(path);
            }

            var writer = new TraceWriter(file.Stream, file);
            begin(writer);
            file.Commit();
            return writer;
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e switch
            {
                FileThereException => TraceErrors.Exists(path),
                FileRefusal { Kind: FileKind.Folder } => TraceErrors.IsFolder(path),
                FileRefusal { Kind: not null } => TraceErrors.NotAFile(path),
                _ when AtomicFile.IsOfTheDisk(e) => TraceErrors.Create(path, e),
                _ => e,
            };
        }
    }
}
