using NvdimmPS.Files;

namespace NvdimmPS.Reports;

/// <summary>A report on the disk.</summary>
internal static class ReportFile
{
    /// <summary>Whether a file could be written, before anything is done for it.</summary>
    /// <exception cref="NvdimmException">It is there already, or its folder is not.</exception>
    public static void Check(string path, bool overwrite) => AtomicFile.Check(path, overwrite, ReportErrors.File);

    /// <summary>Writes a file whole or not at all, one row after the other.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite, CancellationToken stop = default) =>
        AtomicFile.Write(path, write, overwrite, ReportErrors.File, stop: stop);
}
