using System.Buffers.Binary;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Golden;

/// <summary>Whole ioctl buffers, seventeen of them recorded from a real kernel.</summary>
public class GoldenEnvelopeTests
{
    public static TheoryData<string> Names() => [.. Cases().Select(c => c.GetProperty("name").GetString()!)];

    internal static IEnumerable<string> LegacyBusFunctions() =>
        Cases().Where(c => c.GetProperty("node").GetString() == "bus" && c.GetProperty("route").GetString() == "legacy")
            .Select(c => DsmFamilies.NfitBus.Get(c.GetProperty("function").GetUInt32()).ToString()).Distinct();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_envelope_is_built_to_the_byte(string name)
    {
        var item = Case(name);
        var request = Request(item);
        Assert.Equal(item.GetProperty("before").GetString(), HexText.Format(request.ToEnvelope()));
        Assert.Equal(item.GetProperty("request").GetString(), $"0x{request.Command.Request:X8}");
        var size = NdEnvelope.Measure(request.Command, request.ToEnvelope());
        Assert.Equal(NdEnvelope.Size(request), (int)(size.Input + size.Output));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_is_cut_out_to_the_byte(string name)
    {
        var item = Case(name);
        if (item.GetProperty("after").ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var request = Request(item);
        using var device = new PlaybackDevice(request, GoldenFile.Hex(item, "after"), item.GetProperty("rc").GetInt32());
        var reply = NdCaller.Send(device, request);
        Assert.Equal(item.GetProperty("rc").GetInt32(), reply.Result);
        Assert.Equal(item.GetProperty("output").GetString(), HexText.Format(reply.Output));
        Assert.Equal(item.GetProperty("before").GetString(), device.Sent);
    }

    private static JsonElement[] Cases() => [.. GoldenFile.Load("envelopes").EnumerateArray()];

    private static JsonElement Case(string name) => Cases().Single(c => c.GetProperty("name").GetString() == name);

    private static NdRequest Request(JsonElement item)
    {
        var node = item.GetProperty("node").GetString() == "bus" ? NdNodeKind.Bus : NdNodeKind.Dimm;
        var function = item.GetProperty("function").GetUInt32();
        var input = GoldenFile.Hex(item, "input");
        var outputSize = item.GetProperty("outputSize").GetInt32();
        return item.GetProperty("route").GetString() == "call"
            ? NdRequest.Call(node, item.GetProperty("family").GetUInt64(), function, input, outputSize, item.TryGetProperty("inPlace", out var inPlace) && inPlace.GetBoolean())
            : NdRequest.Legacy(NdCommands.Find(node, (int)function)!, input, outputSize);
    }

    /// <summary>Answers as recorded; nd_fw_size is written only where the recording shows that the provider does.</summary>
    private sealed class PlaybackDevice(NdRequest request, byte[] after, int result) : INdDevice
    {
        private const int FirmwareSize = 60;

        public NdNode Node => new(request.Command.Node, 0);

        public string? Sent { get; private set; }

        public int Ioctl(uint number, Span<byte> buffer)
        {
            Assert.Equal(request.Command.Request, number);
            var sent = buffer.ToArray();
            var isCall = request.Route == NdRoute.Call;
            Unmark(sent, isCall ? FirmwareSize : -1, request.OutputSize >= 4 ? NdEnvelope.OutputOffset(request) : -1);
            Sent = HexText.Format(sent);
            var firmwareSize = isCall ? BinaryPrimitives.ReadUInt32LittleEndian(buffer[FirmwareSize..]) : 0;
            after.CopyTo(buffer);
            if (isCall && BinaryPrimitives.ReadUInt32LittleEndian(buffer[FirmwareSize..]) == 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(buffer[FirmwareSize..], firmwareSize);
            }

            return result;
        }

        public void Dispose()
        {
        }

        private void Unmark(byte[] sent, params int[] offsets)
        {
            foreach (var offset in offsets.Where(o => o >= 0))
            {
                Assert.Equal(NdEnvelope.NotWritten, BinaryPrimitives.ReadUInt32LittleEndian(sent.AsSpan(offset)));
                var original = request.InPlace && offset != FirmwareSize ? request.Input.Span[..4] : default;
                sent.AsSpan(offset, 4).Clear();
                original.CopyTo(sent.AsSpan(offset));
            }
        }
    }
}
