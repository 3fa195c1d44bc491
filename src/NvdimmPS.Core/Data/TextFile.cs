using System.Text;

namespace NvdimmPS.Data;

/// <summary>Policies, baselines and the like on the disk.</summary>
internal static class TextFile
{
    /// <summary>Far more than any of them takes.</summary>
    public const int MaxSize = 16 << 20;

    /// <summary>A file's text: UTF-8, unless it begins with the mark of another encoding.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static string ReadText(string path, Func<string, Exception, NvdimmException> unreadable, Func<string, int, NvdimmException> tooLarge)
    {
        using var reader = new StreamReader(new MemoryStream(Read(path, unreadable, tooLarge)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A file's bytes; no more than one past the limit, since a device file has no end.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static byte[] Read(string path, Func<string, Exception, NvdimmException> unreadable, Func<string, int, NvdimmException> tooLarge)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using var bytes = new MemoryStream();
            var chunk = new byte[64 << 10];
            for (int read; (read = file.Read(chunk)) > 0;)
            {
                bytes.Write(chunk, 0, read);
                if (bytes.Length > MaxSize)
                {
                    throw tooLarge(path, MaxSize);
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw unreadable(path, e);
        }
    }
}
