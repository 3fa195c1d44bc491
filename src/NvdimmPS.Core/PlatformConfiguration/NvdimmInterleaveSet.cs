namespace NvdimmPS;

/// <summary>An interleave set, as platform config data has it.</summary>
public sealed class NvdimmInterleaveSet
{
    /// <summary>Its number.</summary>
    public required int Index { get; init; }

    /// <summary><c>AppDirect</c>, <c>Volatile</c> or <c>Cached</c>.</summary>
    public required string MemoryType { get; init; }

    /// <summary>Bytes on a channel before the next one, such as <c>4 KiB</c>.</summary>
    public required string ChannelInterleave { get; init; }

    /// <summary>Bytes on a memory controller before the next one.</summary>
    public required string ControllerInterleave { get; init; }

    /// <summary>Across how many modules it is interleaved; null where later platforms do not say.</summary>
    public int? Ways { get; init; }

    /// <summary>What became of it, such as <c>Success</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Bytes of all modules together.</summary>
    public ulong Size => Modules.Aggregate(0UL, (sum, module) => sum + module.Size);

    /// <summary>Its modules.</summary>
    public required ItemList<NvdimmInterleaveModule> Modules { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Index}:{MemoryType}";
}

/// <summary>A module's part of an interleave set. What the platform's revision of the table does not have is null.</summary>
public sealed class NvdimmInterleaveModule
{
    /// <summary>The DIMM of this machine that it is; null where the machine has it not, or the table does not say which it is.</summary>
    public string? Dimm { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The serial number as DIMMs have it, of tables that have no unique id.</summary>
    public string? Serial { get; init; }

    /// <summary>The part number, of tables that have no unique id.</summary>
    public string? PartNumber { get; init; }

    /// <summary>The socket, of later platforms.</summary>
    public int? Socket { get; init; }

    /// <summary>The die.</summary>
    public int? Die { get; init; }

    /// <summary>The memory controller.</summary>
    public int? Controller { get; init; }

    /// <summary>The channel.</summary>
    public int? Channel { get; init; }

    /// <summary>The place on the channel.</summary>
    public int? Slot { get; init; }

    /// <summary>Where its part starts, from the start of its persistent partition.</summary>
    public required ulong Offset { get; init; }

    /// <summary>Bytes of its part.</summary>
    public required ulong Size { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Dimm ?? UniqueId ?? Serial ?? string.Empty;
}
