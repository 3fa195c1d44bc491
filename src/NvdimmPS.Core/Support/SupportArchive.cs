using System.IO.Compression;

namespace NvdimmPS.Support;

/// <summary>The archive of a bundle.</summary>
internal static class SupportArchive
{
    /// <summary>The first year that an archive can date.</summary>
    private const int FirstYear = 1980, LastYear = 2107;

    public static void Write(SupportBundle bundle, Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in (IEnumerable<(string, ReadOnlyMemory<byte>)>)
            [("README.txt", SupportIndex.Text(bundle)), ("index.json", SupportIndex.Json(bundle)), .. bundle.Files])
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            if (bundle.Started.Year is >= FirstYear and <= LastYear)
            {
                entry.LastWriteTime = bundle.Started;
            }

            using var content = entry.Open();
            content.Write(bytes.Span);
        }
    }
}
