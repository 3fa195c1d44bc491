using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Reads little-endian input fields.</summary>
internal static class InputBytes
{
    public static ushort U16(this ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    public static uint U32(this ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    public static ulong U64(this ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
