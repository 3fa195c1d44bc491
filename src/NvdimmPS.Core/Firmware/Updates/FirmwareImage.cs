using NvdimmPS.Files;

namespace NvdimmPS.Firmware;

/// <summary>A firmware image, with what its header says where it has one that is published.</summary>
public sealed class FirmwareImage
{
    /// <summary>No DIMM has room for more.</summary>
    public const int MostBytes = 64 << 20;

    private FirmwareImage(string path, byte[] bytes) =>
        (Path, Bytes, Header) = (path, bytes, FirmwareImageHeader.Find(bytes));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What its header says; null where it has none that is published.</summary>
    public FirmwareImageHeader? Header { get; }

    /// <summary>Reads an image.</summary>
    /// <exception cref="NvdimmException">It cannot be read, or is none.</exception>
    public static FirmwareImage Read(string path, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = InputFile.Read(path, MostBytes, FirmwareImageErrors.Unreadable, FirmwareImageErrors.Huge, stop);
        return bytes.Length == 0 ? throw FirmwareImageErrors.Empty(path) : new FirmwareImage(path, bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
