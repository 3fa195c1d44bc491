using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>
/// The words of a trace: JSON Lines, one object a line, told apart by <c>kind</c>. First the header, then the tree and the
/// mount table, then what was opened and sent, and at the end a line with a checksum.
/// </summary>
internal static class TraceFormat
{
    public const string Name = "nvdimm-trace";

    /// <summary>It changes when an older reader would misunderstand a newer trace; members may be added without.</summary>
    public const int Version = 1;

    public const string Header = "header", Folder = "folder", Link = "link", Attribute = "attribute", Mounts = "mounts",
        Swaps = "swaps", Open = "open", Ioctl = "ioctl", Write = "write", End = "end";

    /// <summary>In place of the two digits of a byte that was hidden.</summary>
    public const string HiddenByte = HexText.HiddenByte;

    /// <summary>The longest line that a request of the kernel's largest size makes, with room to spare.</summary>
    public const int MaxLine = 20 << 20;

    /// <summary>A trace is held in memory.</summary>
    public const long MaxFile = 1L << 30;

    /// <summary>How many folders, links and attributes a tree may have; a server with 384 DIMMs has a tenth of it.</summary>
    public const int MaxEntries = 200_000;
}
