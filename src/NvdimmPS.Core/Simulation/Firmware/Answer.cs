using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Makes answers: a little-endian status word, then the function's fields.</summary>
internal static class Answer
{
    /// <summary>On an error only the status is there, in every family.</summary>
    public static byte[] Status(uint status)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, status);
        return bytes;
    }

    public static byte[] Success() => Status(0);

    public static void U16(this byte[] bytes, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);

    public static void U32(this byte[] bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);

    public static void U64(this byte[] bytes, int offset, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(offset), value);
}
