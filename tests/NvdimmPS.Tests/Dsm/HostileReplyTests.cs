using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
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
        Assert.Equal("I2CCommunicationError", Assert.Throws<DsmStatusException>(() => Invoke(kernel, Msft.Get(11))).Status);
    }

    [Theory]
    [InlineData(DsmRoute.Call)]
    [InlineData(DsmRoute.Legacy)]
    public void Fewer_label_bytes_than_were_asked_for_are_no_success(DsmRoute route)
    {
        using var kernel = new SimulatedKernel("1x1");
        using var caller = new DsmCaller(kernel);
        kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Truncate, Value = 14, Function = 5 });
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var call = new DsmCall(DsmFamilies.Intel.Get(5), new byte[] { 0, 0, 0, 0, 128, 0, 0, 0 }) { Route = route };
        Assert.Equal("Nvdimm.Dsm.ShortReply", Assert.Throws<DsmReplyException>(() => caller.Invoke(target, call)).ErrorId);
    }

    [Fact]
    public void More_room_than_label_bytes_is_no_short_answer()
    {
        using var kernel = new SimulatedKernel("1x1");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var call = new DsmCall(DsmFamilies.Intel.Get(5), new byte[] { 0, 0, 0, 0, 128, 0, 0, 0 }) { OutputSize = 4096 };
        Assert.Equal(132, caller.Invoke(target, call).OutputBytes.Length);
    }

    [Fact]
    public void A_label_method_is_described_in_its_own_words()
    {
        var kernel = new ScriptedKernel((_, buffer) =>
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[8..], 3);
            return 16;
        });
        using var caller = new DsmCaller(kernel);
        var target = new DsmTarget { Node = new NdNode(NdNodeKind.Dimm, 0), Family = Msft, Commands = ["get_data"] };
        var call = new DsmCall(DsmFamilies.Intel.Get(5), new byte[] { 0, 0, 0, 0, 16, 0, 0, 0 }) { Route = DsmRoute.Legacy };
        var error = Assert.Throws<DsmStatusException>(() => caller.Invoke(target, call));
        Assert.Equal(("Locked", NvdimmErrorKind.SecurityError), (error.Status, error.Kind));
    }

    /// <summary>papr_scm leaves the payload as it is where it refuses a request itself, and the ioctl still returns 0.</summary>
    [Fact]
    public void An_input_that_comes_back_in_place_is_no_answer()
    {
        var kernel = new ScriptedKernel((_, _) => 0);
        using var caller = new DsmCaller(kernel);
        var papr = DsmFamilies.Find(NdNodeKind.Dimm, "Papr")!;
        var input = new byte[192];
        input[8] = 1;
        Assert.Equal("Nvdimm.Dsm.NoReply", Assert.Throws<DsmReplyException>(() => caller.Invoke(Target(papr), new DsmCall(papr.Get(2), input))).ErrorId);
    }

    /// <summary>Where a status is all that comes back there are no other bytes to tell an answer by.</summary>
    [Theory]
    [InlineData(17u, 7)]
    [InlineData(23u, 0)]
    public void A_status_that_nobody_wrote_is_no_success(uint function, int size)
    {
        using var caller = new DsmCaller(new ScriptedKernel((_, _) => 0));
        var call = new DsmCall(DsmFamilies.Intel.Get(function), new byte[size]) { Route = DsmRoute.Call };
        Assert.Equal("Nvdimm.Dsm.NoReply", Assert.Throws<DsmReplyException>(() => caller.Invoke(Target(DsmFamilies.Intel), call)).ErrorId);
    }

    [Fact]
    public void No_empty_label_access_is_made_where_the_firmware_says_that_there_are_no_labels()
    {
        var lengths = new List<uint>();
        var kernel = new ScriptedKernel((request, buffer) =>
        {
            var isCall = IoctlNumber.Number(request) == NdCommands.CallNumber;
            var function = isCall ? BinaryPrimitives.ReadUInt32LittleEndian(buffer[8..]) : (uint)IoctlNumber.Number(request);
            if (function == 5)
            {
                lengths.Add(BinaryPrimitives.ReadUInt32LittleEndian(buffer[(isCall ? 68 : 4)..]));
            }

            return isCall ? Answer(buffer, new byte[12]) : -Errno.ENOTTY;
        });
        using var caller = new DsmCaller(kernel);
        var rows = DsmRouteComparer.Compare(kernel, caller, Target(DsmFamilies.Intel)).ToList();
        Assert.Empty(lengths);
        Assert.Equal("Unsupported", rows.Single(r => r.Function == 5).Result);
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
