using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Schema files on the disk.</summary>
internal static class SchemaFile
{
    /// <summary>Ten times what all families take.</summary>
    public const int MaxSize = 2 << 20;

    /// <summary>A file's bytes.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static byte[] Read(string path, CancellationToken stop) =>
        InputFile.Read(path, MaxSize, SchemaErrors.Unreadable, (p, size) => SchemaErrors.TooLarge(p, size, MaxSize), stop);

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Write(string path, byte[] bytes, bool overwrite, CancellationToken stop = default) =>
        AtomicFile.Write(path, bytes, overwrite, SchemaErrors.File, stop: stop);
}
