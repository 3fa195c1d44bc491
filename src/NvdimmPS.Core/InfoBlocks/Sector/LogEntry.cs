using System.Buffers.Binary;

namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>An entry of a BTT's log: which sector went from which block to which other one.</summary>
/// <param name="Sector">The sector.</param>
/// <param name="Old">The block that it was in, and that is free since.</param>
/// <param name="New">The block that it is in.</param>
/// <param name="Sequence">1, 2, 3, 1 …; 0 where the entry was never written.</param>
internal readonly record struct LogEntry(uint Sector, uint Old, uint New, uint Sequence)
{
    /// <summary>Bytes.</summary>
    public const int Size = 16;

    /// <summary>The bits of an entry of log or map that are a block's number; the two above them are flags.</summary>
    public const uint BlockMask = (1U << 30) - 1;

    private const uint LastSequence = 3;

    /// <summary>True of padding, and of an entry that was never written.</summary>
    public bool IsEmpty => this == default;

    public static LogEntry Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) & BlockMask,
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) & BlockMask, BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));

    /// <summary>The newer of a lane's two entries; null where their numbers do not follow one another.</summary>
    public static LogEntry? Newer(LogEntry one, LogEntry other) =>
        other.Sequence == 0 && one.Sequence == 1 ? one
        : one.Sequence is 0 or > LastSequence || other.Sequence is 0 or > LastSequence ? null
        : other.Sequence == (one.Sequence % LastSequence) + 1 ? other
        : one.Sequence == (other.Sequence % LastSequence) + 1 ? one
        : null;
}
