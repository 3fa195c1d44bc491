using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>One of the two index blocks of a label area. They take turns: the one with the later sequence number counts.</summary>
public sealed class NvdimmLabelIndex
{
    /// <summary>The DIMM, where it is known.</summary>
    public string? Dimm { get; init; }

    /// <summary>0 or 1.</summary>
    public int Index { get; init; }

    /// <summary>True where the kernel would take it.</summary>
    public bool Valid => Faults.Count == 0;

    /// <summary>True where it is the one that counts.</summary>
    public bool Current { get; init; }

    /// <summary>What is wrong with it, by the names of its fields; empty where it is valid.</summary>
    public ItemList<string> Faults { get; init; } = [];

    /// <summary><c>NAMESPACE_INDEX</c>, or what stands there.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Reserved flags; 0.</summary>
    public uint Flags { get; init; }

    /// <summary>The version, such as <c>1.2</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>Bytes of a label, as the block says.</summary>
    public long LabelSize { get; init; }

    /// <summary>1, 2, 3, and 1 again; of this number two bits count.</summary>
    public uint Sequence { get; init; }

    /// <summary>Where the block itself begins.</summary>
    public ulong Offset { get; init; }

    /// <summary>Its own size in bytes.</summary>
    public ulong Size { get; init; }

    /// <summary>Where the other block begins.</summary>
    public ulong OtherOffset { get; init; }

    /// <summary>Where the labels begin.</summary>
    public ulong LabelOffset { get; init; }

    /// <summary>How many slots there are.</summary>
    public uint Slots { get; init; }

    /// <summary>The slots that are not free, as far as there is room for slots.</summary>
    public ItemList<int> UsedSlots { get; init; } = [];

    /// <summary>The checksum as it stands.</summary>
    public ulong Checksum { get; init; }

    /// <summary>The checksum as it ought to be.</summary>
    public ulong ComputedChecksum { get; init; }

    /// <summary>Its bytes as hexadecimal digits; <c>Bytes</c> in PowerShell.</summary>
    public string Hex => HexText.Format(Bytes);

    /// <summary>Its bytes.</summary>
    public byte[] GetBytes() => [.. Bytes];

    internal byte[] Bytes { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"index {Index}{(Current ? ", current" : string.Empty)}{(Valid ? string.Empty : ", not valid")}";
}
