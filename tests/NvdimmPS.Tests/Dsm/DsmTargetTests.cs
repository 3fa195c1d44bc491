using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>What a target offers, by the kernel's mask and commands.</summary>
public sealed class DsmTargetTests
{
    [Theory]
    [InlineData(1u, true)]
    [InlineData(31u, true)] // the last that the kernel passes on
    [InlineData(30u, false)]
    [InlineData(32u, false)]
    [InlineData(33u, false)] // not that of the bit which a shift by 33 finds
    public void A_function_is_offered_where_its_bit_is_set(uint function, bool isOffered)
    {
        var target = Target(mask: 0x8000_0002);
        Assert.Equal(isOffered, target.OffersCall(DsmFamilies.Intel.Get(function)));
        Assert.Equal(isOffered, target.Offers(DsmFamilies.Intel.Get(function)));
    }

    [Fact]
    public void Without_a_mask_all_that_the_kernel_passes_on_may_be() =>
        Assert.Equal(Enumerable.Range(0, 32),
            Enumerable.Range(0, 40).Where(n => Target(mask: null).OffersCall(DsmFamilies.Intel.Get((uint)n))));

    [Theory]
    [InlineData(DsmRoute.Auto)]
    [InlineData(DsmRoute.Call)]
    [InlineData(DsmRoute.Legacy)]
    public void Where_nobody_knows_the_commands_that_is_the_reason(DsmRoute route)
    {
        var kernel = new ScriptedKernel((_, _) => 0);
        using var caller = new DsmCaller(kernel);
        var target = new DsmTarget { Node = new NdNode(NdNodeKind.Dimm, 0), Family = DsmFamilies.Intel, CommandsReason = "permission denied" };
        var call = new DsmCall(DsmFamilies.Intel.Get(1), ReadOnlyMemory<byte>.Empty) { Route = route };
        var error = Assert.Throws<NvdimmException>(() => caller.Invoke(target, call));
        Assert.Equal(("Nvdimm.Dsm.NoCommands", NvdimmErrorKind.ObjectNotFound), (error.ErrorId, error.Kind));
        Assert.Contains("permission denied", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, kernel.Requests);
    }

    private static DsmTarget Target(ulong? mask) =>
        new() { Node = new NdNode(NdNodeKind.Dimm, 0), Family = DsmFamilies.Intel, Mask = mask, Commands = ["cmd_call"] };
}
