using System.IO.Compression;

namespace NvdimmPS.Tracing;

/// <summary>
/// The trace in an archive, as a support bundle has it. An archive is foreign input: how many entries it has and how large they become
/// is limited before anything is unpacked, and nothing is ever written to the disk. An entry that some other program would unpack
/// outside its folder, or a name that stands for two, shows that it is none of ours.
/// </summary>
internal static class TraceArchive
{
    /// <summary>The entry's name.</summary>
    public const string EntryName = "trace.jsonl";

    private const int MostOfArchive = 256 << 20, MostEntries = 16_384, MostName = 255;

    /// <summary>What the trace may become: the most that a bundle is given.</summary>
    public const long MostOfTrace = 256L << 20;

    /// <summary>How an archive begins.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> EntryHead => "PK\x01\x02"u8;

    /// <summary>Reads the trace.</summary>
    /// <exception cref="NvdimmException">It is no bundle, or its trace is damaged.</exception>
    public static Trace Read(string path, TraceLines file)
    {
        var bytes = file.ReadRest(MostOfArchive)
            ?? throw TraceErrors.ArchiveTooLarge(path, $"it has more than {MostOfArchive >> 20} MiB");

        // The framework makes an object of each entry before it can be asked how many there are.
        if (bytes.AsSpan().Count(EntryHead) > MostEntries)
        {
            throw TraceErrors.ArchiveTooLarge(path, $"it has more than {MostEntries:N0} entries");
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            using var lines = new TraceLines(Find(path, archive).Open(), path, MostOfTrace, file.Stop);
            return Trace.Read(path, lines);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException
            or OverflowException)
        {
            throw TraceErrors.Archive(path, e.Message.TrimEnd('.'));
        }
    }

    private static ZipArchiveEntry Find(string path, ZipArchive archive)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        ZipArchiveEntry? trace = null;
        foreach (var entry in archive.Entries)
        {
            if (Problem(entry.FullName) is { } problem)
            {
                throw TraceErrors.Archive(path, problem);
            }

            if (!names.Add(entry.FullName))
            {
                throw TraceErrors.Archive(path, $"'{entry.FullName}' is there twice");
            }

            trace = entry.FullName == EntryName ? entry : trace;
        }

        return trace is null ? throw TraceErrors.Archive(path, $"it has no {EntryName}")
            : trace.Length > MostOfTrace
                ? throw TraceErrors.ArchiveTooLarge(path, $"{EntryName} would have more than {MostOfTrace >> 20} MiB")
            : trace;
    }

    private static string? Problem(string name) =>
        name.Length is 0 or > MostName ? $"a name has {name.Length} characters"
        : !Printable.IsLine(name) || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
            ? "a name has a character that no file of a bundle has"
        : name[0] == '/' ? $"the name '{name}' does not start in the archive"
        : Array.Exists(name.Split('/'), part => part is "." or "..") ? $"the name '{name}' leads out of the archive"
        : null;
}
