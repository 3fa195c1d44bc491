using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>A replay answers what was recorded, byte for byte, and nothing else.</summary>
public sealed class RequestReplayTests : TraceTest
{
    private readonly Machine _machine = new("1x2");

    private static NdRequest Smart { get; } = Intel(1, room: 132);

    private static NdRequest Labels(uint offset, uint length) => NdRequest.Legacy(NdCommands.GetConfigData, Machine.Bytes(offset, length), 4 + (int)length);

    [Fact]
    public void Both_routes_and_refusals_come_back()
    {
        NdRequest[] requests = [Smart, NdRequest.Legacy(NdCommands.Smart, default, 132), Labels(0, 64), Intel(31), Intel(6, new byte[8]), NdRequest.Call(NdNodeKind.Dimm, 3, 1, default, 4)];
        NdReply[] said = [];
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => said = [.. requests.Select(r => Send(k, "nmem0", r))]));
        foreach (var (request, expected) in requests.Zip(said))
        {
            var actual = Send(replay, "nmem0", request);
            Assert.Equal((expected.Result, expected.FirmwareSize, expected.Written, expected.Truncated), (actual.Result, actual.FirmwareSize, actual.Written, actual.Truncated));
            Assert.Equal(expected.Output, actual.Output);
        }
    }

    [Fact]
    public void Answers_are_given_in_their_order_and_the_last_one_again()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k =>
        {
            foreach (var spares in new[] { 90, 80, 70 })
            {
                _machine.Dimm.SparesRemaining = spares;
                Send(k, "nmem0", Smart);
            }
        }));
        Assert.Equal([90, 80, 70, 70, 70], Enumerable.Range(0, 5).Select(_ => (int)Send(replay, "nmem0", Smart).Output[13]));
    }

    [Fact]
    public void What_was_not_recorded_is_refused_by_name()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Smart)));
        var function = Assert.Throws<NdReplayException>(() => Send(replay, "nmem0", Intel(2, room: 12)));
        Assert.Equal(("Nvdimm.Trace.NotRecorded", "nmem0"), (function.ErrorId, function.Target));
        Assert.Contains("no GetSmartThreshold for nmem0; it has: GetSmart.", function.Message, StringComparison.Ordinal);
        Assert.Contains("GetSmart (legacy smart)", Refused("nmem0", NdRequest.Legacy(NdCommands.Smart, default, 132)), StringComparison.Ordinal);
        Assert.Contains("nothing for this target", Refused("nmem1", Smart), StringComparison.Ordinal);
        Assert.Contains("with an output of this size", Refused("nmem0", Intel(1, room: 136)), StringComparison.Ordinal);
        Assert.Contains("with this input", Refused("nmem0", Intel(1, new byte[4], 128)), StringComparison.Ordinal);

        string Refused(string node, NdRequest request) => Assert.Throws<NdReplayException>(() => Send(replay, node, request)).Message;
    }

    [Fact]
    public void Other_input_is_another_request()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k =>
        {
            Send(k, "nmem0", Labels(0, 16));
            Send(k, "nmem0", Labels(4096, 16));
        }));
        Assert.Equal(0, Send(replay, "nmem0", Labels(4096, 16)).Result);
        Assert.Throws<NdReplayException>(() => Send(replay, "nmem0", Labels(8192, 16)));
    }

    [Fact]
    public void What_the_output_holds_when_it_is_sent_means_nothing()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Smart)));
        var buffer = Smart.ToEnvelope();
        buffer.AsSpan(60, 4).Fill(0x11);
        buffer.AsSpan(64).Fill(0xEE);
        using var device = replay.Open(Machine.Node("nmem0"), NdAccess.ReadOnly);
        Assert.Equal(0, device.Ioctl(Machine.CallRequest, buffer));
        Assert.Equal(132, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(60)));
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(64)));
    }

    [Fact]
    public void The_command_counts_and_not_how_an_architecture_writes_it()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Smart)));
        using var device = replay.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        var power = IoctlNumber.ReadWrite(IoctlNumber.NvdimmType, 10, 64, System.Runtime.InteropServices.Architecture.Ppc64le);
        Assert.Equal(0, device.Ioctl(power, Smart.ToEnvelope()));
    }

    [Fact]
    public void Nodes_that_could_not_be_opened_cannot_be_opened()
    {
        _machine.Dimm.ReadOnlyNode = true;
        using var replay = new ReplayKernel(Record(_machine.Kernel, k =>
        {
            Assert.Throws<NdOpenException>(() => Send(k, "nmem0", Smart));
            Assert.Throws<NdOpenException>(() => Send(k, "nmem9", Smart));
        }));
        Assert.Equal(Errno.EACCES, Assert.Throws<NdOpenException>(() => replay.Open(Machine.Node("nmem0"), NdAccess.ReadWrite)).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NdOpenException>(() => replay.Open(Machine.Node("nmem9"), NdAccess.ReadWrite)).Errno);
        replay.Open(Machine.Node("nmem0"), NdAccess.ReadOnly).Dispose();
    }

    [Fact]
    public void Opens_are_in_their_order_too()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k =>
        {
            _machine.Dimm.ReadOnlyNode = true;
            Assert.Throws<NdOpenException>(() => Send(k, "nmem0", Smart));
            _machine.Dimm.ReadOnlyNode = false;
            Send(k, "nmem0", Smart);
        }));
        Assert.Throws<NdOpenException>(() => Send(replay, "nmem0", Smart));
        Assert.Equal(0, Send(replay, "nmem0", Smart).Result);
        Assert.Equal(0, Send(replay, "nmem0", Smart).Result);
    }

    [Fact]
    public void A_removed_replay_says_that_the_device_went_away()
    {
        var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Smart)));
        using var device = replay.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        replay.Dispose();
        Assert.Equal(-Errno.ENXIO, device.Ioctl(Machine.CallRequest, Smart.ToEnvelope()));
        Assert.Throws<NdOpenException>(() => replay.Open(Machine.Node("nmem0"), NdAccess.ReadWrite));
    }

    [Fact]
    public void A_snoop_sees_requests_and_the_transcript_keeps_them()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Labels(16, 4))));
        var seen = new List<NdSnoopedRequest>();
        replay.Snoop = request =>
        {
            seen.Add(request);
            return seen.Count == 2 ? Errno.EIO : 0;
        };
        Assert.Equal(0, Send(replay, "nmem0", Labels(16, 4)).Result);
        Assert.Equal(-Errno.EIO, Send(replay, "nmem0", Labels(16, 4)).Result);
        Assert.All(seen, s => Assert.Equal((NdRoute.Legacy, 5u, "1000000004000000"), (s.Route, s.Function, Convert.ToHexString(s.Input.Span))));
        Assert.Equal([0, -Errno.EIO], replay.Transcript.Select(r => r.Result));
        replay.TranscriptCapacity = 0;
        Send(replay, "nmem0", Labels(16, 4));
        Assert.Empty(replay.Transcript);
    }

    [Fact]
    public void A_replay_can_be_recorded()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Smart)));
        var second = Path.Combine(Folder, "second.jsonl");
        using (var trace = NvdimmTrace.Start(replay, second, replace: false, "test"))
        {
            Send(trace.Kernel, "nmem0", Smart);
            Assert.Throws<NdReplayException>(() => Send(trace.Kernel, "nmem1", Smart));
            Assert.Equal(1, trace.Requests);
        }

        using var again = new ReplayKernel(second);
        Assert.Equal(("Replayed", Inventory(replay)), (again.Host.Source, Inventory(again)));
        Assert.Equal(Send(replay, "nmem0", Smart).Output, Send(again, "nmem0", Smart).Output);
    }

    protected override void Dispose(bool disposing)
    {
        _machine.Dispose();
        base.Dispose(disposing);
    }
}
