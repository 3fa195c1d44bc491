using NvdimmPS.Data;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Schema files on the disk.</summary>
internal static class SchemaFile
{
    /// <summary>Ten times what all families take.</summary>
    public const int MaxSize = 2 << 20;

    /// <summary>A file's bytes; no more than one past the limit, since a device file has no end.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (file.CanSeek && file.Length > MaxSize)
            {
                throw Errors.SchemaTooLarge(path, file.Length, MaxSize);
            }

            var bytes = new byte[MaxSize + 1];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw Errors.SchemaUnreadable(path, e);
        }
    }

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="NvdimmException">It is there already, or cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        if (!overwrite && Path.Exists(path))
        {
            throw Errors.SchemaFileExists(path);
        }

        try
        {
            AtomicFile.Write(path, bytes, overwrite);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw Errors.SchemaUnwritable(path, e);
        }
    }
}
