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

    internal static byte[] ReadBytes(string path, CancellationToken stop) =>
        InputFile.Read(path, LabelLayout.MostAreaSize, LabelErrors.Unreadable, LabelErrors.TooLarge, stop);
}
