using NvdimmPS.Files;

namespace NvdimmPS.Labels;

/// <summary>Label areas in files: the bytes as they are, and nothing else.</summary>
public static class LabelFile
{
    /// <summary>Reads one; nothing is known of the DIMM that it is of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="includeFree">Whether what free slots still hold is given too.</param>
    /// <param name="stop">Ends waiting for the writer of a pipe.</param>
    /// <exception cref="NvdimmException">It is no label area.</exception>
    public static NvdimmLabelArea Read(string path, bool includeFree = false, CancellationToken stop = default) =>
        LabelDecoder.Decode(ReadBytes(path, stop), new LabelOrigin("File")
        {
            Path = path,
            Time = DateTime.UtcNow,
            Unavailable = new[] { nameof(NvdimmLabelArea.Dimm), nameof(NvdimmLabelArea.Serial), nameof(NvdimmLabelArea.UniqueId),
                nameof(NvdimmLabelArea.MaxTransfer) }.ToDictionary(name => name, _ => "the file has the bytes alone"),
        }, includeFree);

    /// <summary>Reads one, or all of a folder or a manifest of <see cref="LabelManifest"/>, with the DIMMs that they are of.</summary>
    /// <exception cref="NvdimmException">It is none of these.</exception>
    public static IEnumerable<NvdimmLabelArea> ReadAll(string path, bool includeFree = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path) && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return [Read(path, includeFree, stop)];
        }

        var manifest = LabelManifest.Read(path, stop);
        return manifest.Entries.Select(entry => LabelDecoder.Decode(manifest.Bytes(entry, stop), new LabelOrigin("File")
        {
            Dimm = entry.Dimm, Serial = entry.Serial, UniqueId = entry.UniqueId, Path = Path.Join(manifest.Folder, entry.File),
            Time = manifest.Time ?? DateTime.UtcNow,
        }, includeFree));
    }

    /// <summary>An area that came back as bytes.</summary>
    public static NvdimmLabelArea FromObject(byte[] bytes, string? dimm, string? serial, string? uniqueId)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length > LabelLayout.MostAreaSize ? throw LabelErrors.TooLarge(dimm ?? "labels", bytes.Length)
            : LabelDecoder.Decode(bytes,
                new LabelOrigin("File") { Dimm = dimm, Serial = serial, UniqueId = uniqueId, Time = DateTime.UtcNow });
    }

    internal static byte[] ReadBytes(string path, CancellationToken stop) =>
        InputFile.Read(path, LabelLayout.MostAreaSize, LabelErrors.Unreadable, LabelErrors.TooLarge, stop);
}
