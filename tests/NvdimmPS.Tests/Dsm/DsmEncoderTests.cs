using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Values that lie between two spellings, and at the edge of one.</summary>
public sealed class DsmEncoderTests
{
    [Theory]
    [InlineData(70.04, 0x0461)] // a sixteenth of a degree is the unit
    [InlineData(70.03, 0x0460)]
    [InlineData(-10.04, 0x80A1)]
    public void A_temperature_is_the_nearest_that_can_be_said(double degrees, int expected)
    {
        var input = DsmInput.FromArguments(DsmFamilies.Intel.Get(17), new Dictionary<string, object?> { ["MediaTemperature"] = degrees });
        Assert.Equal(expected, BitConverter.ToUInt16(input, 3));
    }

    [Theory]
    [InlineData(32767u, "ff7f0000")]
    [InlineData(33000u, "21800000")]
    [InlineData(32767000u, "ffff0000")]
    public void A_duration_is_in_milliseconds_as_long_as_it_can_be(uint milliseconds, string expected) =>
        Assert.Equal(expected, Timeout(milliseconds).Raw);

    [Theory]
    [InlineData(32768u)]
    [InlineData(32768000u)]
    public void One_that_cannot_be_said_is_refused(uint milliseconds) =>
        Assert.Equal("Nvdimm.Dsm.BadArgument", Assert.Throws<NvdimmException>(() => Timeout(milliseconds)).ErrorId);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_negative_number_is_no_mask(int size)
    {
        var function = new DsmFunction(1, "SetBits", DsmDanger.Write, "Set bits")
        {
            Family = DsmFamilies.Intel, Input = new DsmLayout(Field.Flags("Bits", size, "Bits", "First", "Second")),
        };
        Assert.Equal(2, DsmEncoder.EncodeInput(function, Bits(2))[0]);
        Assert.Equal("Nvdimm.Dsm.BadArgument", Assert.Throws<NvdimmException>(() => DsmEncoder.EncodeInput(function, Bits(-1))).ErrorId);

        static Dictionary<string, object?> Bits(int value) => new() { ["Bits"] = value };
    }

    private static DsmFieldValue Timeout(uint milliseconds) => DsmPayload
        .EncodeReply(DsmFamilies.Find(NdNodeKind.Dimm, "Msft")!.Get(1), new Dictionary<string, object?> { ["SaveTimeout"] = milliseconds })
        .Fields.Single(f => f.Name == "SaveTimeout");
}
