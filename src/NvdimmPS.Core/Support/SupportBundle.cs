using NvdimmPS.Files;
using NvdimmPS.Tracing;

namespace NvdimmPS.Support;

/// <summary>All that could be read of a machine, in files, with an account of how each came about.</summary>
public sealed class SupportBundle
{
    internal SupportBundle(TraceHost host, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> files) => (Host, Files) = (host, files);

    /// <summary>Where, when and with what it was read.</summary>
    public TraceHost Host { get; }

    /// <summary>When it was begun (UTC).</summary>
    public DateTime Started => Host.Time;

    /// <summary>How long a step was given.</summary>
    public required TimeSpan StepLimit { get; init; }

    /// <summary>What was read, in order.</summary>
    public required IReadOnlyList<SupportStep> Steps { get; init; }

    /// <summary>True where sysfs was read and has no DIMM.</summary>
    internal bool HasNoDimm { get; init; }

    /// <summary>The files, by their names.</summary>
    internal IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> Files { get; }

    /// <summary>The steps that gave nothing, or not all, and ought to have.</summary>
    public IEnumerable<SupportStep> Missing => Steps.Where(s => s.IsMissing);

    /// <summary>Whether a file could be written, before anything is read for it.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Check(string path, bool overwrite) => AtomicFile.Check(path, overwrite, SupportErrors.File);

    /// <summary>
    /// Writes it as one archive, whole or not at all. A new file is readable only by its owner; one that is replaced keeps its mode.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="stop">Ends waiting for the reader of a pipe.</param>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public void Save(string path, bool overwrite, CancellationToken stop = default) => AtomicFile.Write(path,
        stream => SupportArchive.Write(this, stream), overwrite, SupportErrors.File, UnixFileMode.UserRead | UnixFileMode.UserWrite,
        stop);
}
