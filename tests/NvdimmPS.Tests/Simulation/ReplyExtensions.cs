using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Reads fields of an answer.</summary>
internal static class ReplyExtensions
{
    public static uint Status(this NdReply reply)
    {
        Assert.Equal(0, reply.Errno);
        return reply.U32(0);
    }

    public static ushort U16(this NdReply reply, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(reply.Output.AsSpan(offset));

    public static uint U32(this NdReply reply, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(reply.Output.AsSpan(offset));

    public static ulong U64(this NdReply reply, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(reply.Output.AsSpan(offset));
}
