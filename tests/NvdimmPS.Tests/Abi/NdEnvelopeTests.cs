using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Abi;

/// <summary>What the kernel would touch of an envelope, and that it is refused where that is not ours.</summary>
public class NdEnvelopeTests
{
    /// <summary>The kernel adds in 32 bits, so a huge length can come out small; it looks at 256 bytes before it does.</summary>
    [Theory]
    [InlineData("set_data", 4, 0xFFFFFFF8, 20)]
    [InlineData("set_data", 4, 0xFFFFFFFE, 20)]
    [InlineData("vendor", 4, 0xFFFFFFF8, 40)]
    [InlineData("vendor", 4, 0xFFFFFFF4, 40)]
    [InlineData("cmd_call", 16, 0xFFFFFFC0, 128)]
    [InlineData("cmd_call", 16, 0xFFFFFFF0, 128)]
    public void A_length_that_wraps_is_refused_in_a_buffer_that_is_too_short_for_a_look(string name, int word, uint length, int size)
    {
        var command = NdCommands.Find(NdNodeKind.Dimm, name)!;
        var buffer = new byte[size];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(word), length);
        Assert.Throws<ArgumentException>(() => NdEnvelope.EnsureInside(NdNodeKind.Dimm, command.Request, buffer));
    }

    [Fact]
    public void A_length_that_wraps_is_the_kernels_to_refuse_where_it_stays_inside()
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), 0xFFFFFFF8);
        NdEnvelope.EnsureInside(NdNodeKind.Dimm, NdCommands.SetConfigData.Request, buffer);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(5, 256)]
    [InlineData(6, 256)]
    [InlineData(7, 8)]
    [InlineData(8, 8)]
    [InlineData(48, 48)]
    [InlineData(300, 300)]
    public void The_status_of_a_scrub_needs_what_its_length_word_says(uint outLength, int needed)
    {
        var buffer = new byte[needed];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), outLength);
        NdEnvelope.EnsureInside(NdNodeKind.Bus, NdCommands.ArsStatus.Request, buffer);
        Assert.Throws<ArgumentException>(() => NdEnvelope.EnsureInside(NdNodeKind.Bus, NdCommands.ArsStatus.Request, buffer.AsSpan(0, needed - 1)));
    }
}
