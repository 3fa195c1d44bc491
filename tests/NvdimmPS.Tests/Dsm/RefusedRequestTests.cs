using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Bad input ends in one clear error, and nothing is sent.</summary>
public sealed class RefusedRequestTests
{
    private static readonly DsmTarget Dimm = new()
    {
        Node = new NdNode(NdNodeKind.Dimm, 0), Family = DsmFamilies.Intel, Commands = ["cmd_call", "vendor", "get_data"],
    };

    private static readonly DsmTarget Bus = new()
    {
        Node = new NdNode(NdNodeKind.Bus, 0), Family = DsmFamilies.NfitBus, Commands = ["cmd_call", "ars_status"],
    };

    [Theory]
    [InlineData(false, 1u, DsmRoute.Call, -1)]
    [InlineData(false, 1u, DsmRoute.Call, 0)]
    [InlineData(false, 1u, DsmRoute.Call, 3)]
    [InlineData(false, 9u, DsmRoute.Legacy, 4)]
    [InlineData(true, 3u, DsmRoute.Legacy, 4)]
    [InlineData(true, 3u, DsmRoute.Legacy, 7)]
    public void An_answer_without_room_is_not_asked_for(bool bus, uint function, DsmRoute route, int outputSize)
    {
        var kernel = new ScriptedKernel((_, _) => 0);
        using var caller = new DsmCaller(kernel);
        var target = bus ? Bus : Dimm;
        var call = new DsmCall(target.Family!.Get(function), function == 9 ? new byte[8] : []) { Route = route, OutputSize = outputSize };
        var error = Assert.Throws<NvdimmException>(() => caller.Invoke(target, call));
        Assert.Equal(("Nvdimm.Request.NoRoom", NvdimmErrorKind.InvalidArgument, target.Name), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains("Nothing was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, kernel.Requests);
    }

    [Fact]
    public void A_raw_call_may_ask_for_no_answer_but_not_for_less()
    {
        var kernel = new ScriptedKernel((_, _) => 0);
        using var caller = new DsmCaller(kernel);
        var call = new DsmCall(DsmFamilies.Intel.Get(1), ReadOnlyMemory<byte>.Empty) { Raw = true, Route = DsmRoute.Call };
        Assert.Empty(caller.Invoke(Dimm, call with { OutputSize = 0 }).OutputBytes);
        Assert.Equal("Nvdimm.Request.NoRoom", Assert.Throws<NvdimmException>(() => caller.Invoke(Dimm, call with { OutputSize = -1 })).ErrorId);
        Assert.Equal(1, kernel.Requests);
    }

    [Fact]
    public void A_route_that_a_function_does_not_have_is_named() =>
        Assert.Equal("Nvdimm.Dsm.NoLegacyRoute", Assert.Throws<NvdimmException>(() =>
            DsmCaller.Request(Dimm, new DsmCall(DsmFamilies.Intel.Get(12), ReadOnlyMemory<byte>.Empty), NdRoute.Legacy)).ErrorId);

    [Theory]
    [InlineData("9223372036854775809", 9223372036854775809)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("9007199254740993", 9007199254740993)]
    public void A_large_decimal_is_encoded_to_the_digit(string number, ulong expected)
    {
        var input = DsmInput.FromArguments(DsmFamilies.NfitBus.Get(5), Address(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(expected, BitConverter.ToUInt64(input));
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("0.5")]
    public void A_decimal_that_is_no_address_is_refused(string number) => Assert.Throws<NvdimmException>(() =>
        DsmInput.FromArguments(DsmFamilies.NfitBus.Get(5), Address(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Wrong_digits_are_not_repeated_since_they_may_be_a_passphrase()
    {
        var error = Assert.Throws<NvdimmException>(() => DsmInput.ReadHex("00 ÿ1"));
        Assert.DoesNotContain("ÿ", error.Message, StringComparison.Ordinal);
        Assert.Contains("position 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_id_is_one_word() =>
        Assert.DoesNotContain(' ', KernelErrors.Open(Dimm.Node, "/dev/nmem0", NdAccess.ReadWrite, 24).ErrorId);

    [Fact]
    public void A_legacy_call_allocates_its_answer_once()
    {
        const int length = 64 << 10;
        var kernel = new ScriptedKernel((_, _) => 0);
        using var caller = new DsmCaller(kernel);
        var call = new DsmCall(DsmFamilies.Intel.Get(5), new byte[] { 0, 0, 0, 0, 0, 0, 1, 0 }) { Route = DsmRoute.Legacy, Raw = true };
        caller.Invoke(Dimm, call);
        var before = GC.GetAllocatedBytesForCurrentThread();
        caller.Invoke(Dimm, call);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length, length * 3 / 2);
    }

    private static Dictionary<string, object?> Address(decimal value) => new() { ["Address"] = value };
}
