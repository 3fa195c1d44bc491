using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>The checksum of labels, index blocks and interleave-set cookies (drivers/nvdimm/core.c, <c>nd_fletcher64</c>).</summary>
internal static class Fletcher64
{
    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        uint low = 0;
        ulong high = 0;
        for (var i = 0; i + 4 <= bytes.Length; i += 4)
        {
            low = unchecked(low + BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]));
            high = unchecked(high + low);
        }

        return (high << 32) | low;
    }
}
