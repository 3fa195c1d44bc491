namespace NvdimmPS.Dsm;

/// <summary>
/// Bytes as other tools print them: bare digits, a dump with offsets (xxd, hexdump, od, the kernel's log, this product's own),
/// a list of C, or the escapes of strace and C. A text that could stand for different bytes is refused.
/// </summary>
public static class DumpText
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="NvdimmException">It is none of them; the message names the line and what is wrong in it.</exception>
    public static byte[] Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = DumpEncoding.Plain(text).Split('\n');
        var isKernel = KernelLog.Strip(lines);
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? throw CodecErrors.BadDump(1, "there are no bytes in it")
            : DumpForm.Find(lines, first, isKernel) is { } form ? DumpReader.Read(lines, form)
            : Array.Exists(lines, line => line.Contains("\\x", StringComparison.Ordinal)) ? DumpEscapes.Read(lines)
            : CArray.IsArray(lines) ? CArray.Read(string.Join('\n', lines))
            : HexText.Parse(lines, CodecErrors.BadDump);
    }

    /// <summary>A file's bytes: as text where it is such a text, else as they are.</summary>
    /// <exception cref="NvdimmException">It cannot be read, or is too large.</exception>
    public static byte[] ReadFile(string path, CancellationToken stop = default)
    {
        var bytes = DsmInput.ReadFile(path, stop);
        return DumpEncoding.TextOf(bytes) is { } text ? Read(text) : bytes;
    }
}
