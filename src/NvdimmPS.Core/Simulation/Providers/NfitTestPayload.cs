using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// What the test bus sees of a request: memory from the payload's start to the end of its last page, and the length that
/// the request claims. Only the claim is checked, and not always; what is written past the envelope is lost.
/// </summary>
internal sealed class NfitTestPayload(byte[] pages, int start, uint length)
{
    /// <summary>The claimed length (<c>buf_len</c>).</summary>
    public uint Length => length;

    public Span<byte> Bytes => pages.AsSpan(start);

    public byte this[int offset]
    {
        get => Bytes[offset];
        set => Bytes[offset] = value;
    }

    public ushort U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[offset..]);

    public uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[offset..]);

    public ulong U64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[offset..]);

    public void Set(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Bytes[offset..], value);

    public void Set(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Bytes[offset..], value);

    public void Set(int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Bytes[offset..], value);

    /// <summary>True where so many bytes can be touched without leaving the pages, which would be a panic in the kernel.</summary>
    public bool Has(long end) => end <= pages.Length - start;
}
