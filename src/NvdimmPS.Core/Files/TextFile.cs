using System.Text;

namespace NvdimmPS.Files;

/// <summary>Policies, baselines and the like on the disk.</summary>
internal static class TextFile
{
    /// <summary>Far more than any of them takes.</summary>
    public const int MaxSize = 16 << 20;

    /// <summary>A file's text: UTF-8, unless it begins with the mark of another encoding.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static string ReadText(
        string path, Func<string, Exception, NvdimmException> unreadable, Func<string, int, NvdimmException> tooLarge,
            CancellationToken stop)
    {
        using var reader = new StreamReader(new MemoryStream(Read(path, unreadable, tooLarge, stop)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A file's bytes.</summary>
    /// <exception cref="NvdimmException">It is not there, may not be read, or is too large.</exception>
    public static byte[] Read(
        string path, Func<string, Exception, NvdimmException> unreadable, Func<string, int, NvdimmException> tooLarge,
            CancellationToken stop) =>
        InputFile.Read(path, MaxSize, unreadable, (p, _) => tooLarge(p, MaxSize), stop);
}
