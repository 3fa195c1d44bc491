using System.Buffers.Binary;

namespace NvdimmPS.Labels;

/// <summary>
/// Fletcher's sum of 64 bits as libnvdimm makes it (drivers/nvdimm/core.c, <c>nd_fletcher64</c>): little-endian words, and no modulus.
/// </summary>
internal static class LabelChecksum
{
    /// <summary>The sum of whole words; the word of a sum counts as zero.</summary>
    /// <param name="bytes">The block.</param>
    /// <param name="at">Where the sum stands in it, or a negative number.</param>
    public static ulong Compute(ReadOnlySpan<byte> bytes, int at = -1)
    {
        uint low = 0;
        ulong high = 0;
        for (var i = 0; i + sizeof(uint) <= bytes.Length; i += sizeof(uint))
        {
            var word = at >= 0 && (i == at || i == at + sizeof(uint)) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            low = unchecked(low + word);
            high = unchecked(high + low);
        }

        return (high << 32) | low;
    }
}
