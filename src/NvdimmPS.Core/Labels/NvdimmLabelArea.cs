using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>The label area of a DIMM, or of a file: what the kernel makes namespaces of.</summary>
public sealed class NvdimmLabelArea
{
    private byte[] _bytes = [];

    /// <summary>The DIMM; null where it is out of a file that does not say.</summary>
    public string? Dimm { get; init; }

    /// <summary>The file; null where a DIMM was read.</summary>
    public string? Path { get; init; }

    /// <summary>The DIMM's serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>The DIMM's unique id.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Bytes of the area.</summary>
    public int Size => _bytes.Length;

    /// <summary>The most bytes that one call carries; null where a file was read.</summary>
    public int? MaxTransfer { get; init; }

    /// <summary><c>1.1</c> (labels of 128 bytes) or <c>1.2</c> (256 bytes); null where no index block is valid.</summary>
    public string? Version { get; init; }

    /// <summary>Bytes of a label; where no index block is valid, of the form that the area was read in.</summary>
    public int LabelSize { get; init; }

    /// <summary>Which index block counts: 0 or 1; null where none is valid.</summary>
    public int? CurrentIndex { get; init; }

    /// <summary>True where an index block is valid, so that the kernel finds the labels.</summary>
    public bool Initialized => CurrentIndex is not null;

    /// <summary>How many labels the current index block has room for.</summary>
    public int? Slots { get; init; }

    /// <summary>How many slots of it are used.</summary>
    public int? UsedSlots { get; init; }

    /// <summary>How many slots of it are free.</summary>
    public int? FreeSlots => Slots - UsedSlots;

    /// <summary>The two index blocks.</summary>
    public ItemList<NvdimmLabelIndex> Indexes { get; init; } = [];

    /// <summary>The labels: those that are in use, and where asked for what free slots still hold.</summary>
    public ItemList<NvdimmLabel> Labels { get; init; } = [];

    /// <summary>The bytes as hexadecimal digits; <c>Bytes</c> in PowerShell.</summary>
    public string Hex => HexText.Format(_bytes);

    /// <summary>The bytes as they are.</summary>
    public byte[] GetBytes() => Bytes;

    /// <summary>The bytes; each time a copy.</summary>
    internal byte[] Bytes
    {
        get => _bytes.AsSpan().ToArray();
        init => _bytes = value;
    }

    /// <summary>When it was read (UTC).</summary>
    public DateTime Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c>, <c>Replayed</c> or <c>File</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    /// <summary>What it is called in messages: the DIMM, else the file.</summary>
    internal string Name => Dimm ?? Path ?? "labels";

    /// <summary>The bytes, without a copy.</summary>
    internal ReadOnlySpan<byte> Span => _bytes;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
