using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Model;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Answers that are no answers must not pass for success.</summary>
public sealed class HostileReplyTests
{
    private static readonly DsmFamily Msft = DsmFamilies.Find(NdNodeKind.Dimm, "Msft")!;

    [Theory]
    [InlineData(null)]
    [InlineData(132u)]
    [InlineData(uint.MaxValue)]
    public void All_ones_are_no_success(uint? firmwareSize)
    {
        var kernel = new ScriptedKernel((_, buffer) =>
        {
            if (firmwareSize is { } size)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(buffer[60..], size);
            }

            buffer[NdEnvelope.PackageSize..].Fill(0xFF);
            return 0;
        });
        var error = Assert.Throws<DsmStatusException>(() => Invoke(kernel, DsmFamilies.Intel.Get(1)));
        Assert.Equal(uint.MaxValue, error.StatusCode);
    }

    [Fact]
    public void A_short_answer_is_found_out_where_only_the_size_is_known()
    {
        var kernel = new ScriptedKernel((_, buffer) => Answer(buffer, 0, 0, 0, 0));
        var error = Assert.Throws<DsmReplyException>(() => Invoke(kernel, Msft.Get(11)));
        Assert.Equal("Nvdimm.Dsm.ShortReply", error.ErrorId);
        Assert.Contains("13", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_answer_that_refuses_is_a_refusal()
    {
        var kernel = new ScriptedKernel((_, buffer) => Answer(buffer, 3, 0, 0, 0));
        Assert.Equal("I2CError", Assert.Throws<DsmStatusException>(() => Invoke(kernel, Msft.Get(11))).Status);
    }

    private static DsmResult Invoke(ScriptedKernel kernel, DsmFunction function)
    {
        using var caller = new DsmCaller(kernel);
        return caller.Invoke(Target(function.Family), new DsmCall(function, ReadOnlyMemory<byte>.Empty));
    }

    private static DsmTarget Target(DsmFamily family) =>
        new() { Node = new NdNode(NdNodeKind.Dimm, 0), Family = family, Commands = ["cmd_call", "get_size", "get_data"] };

    /// <summary>An answer as acpi_nfit_ctl hands it on, to a call without an input.</summary>
    private static int Answer(Span<byte> buffer, params byte[] answer)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer[60..], answer.Length);
        var room = buffer[NdEnvelope.PackageSize..];
        answer.AsSpan(0, Math.Min(answer.Length, room.Length)).CopyTo(room);
        return 0;
    }
}
