using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>What is secret by the tables is in no byte of a trace, whatever the sizes in the request say.</summary>
public sealed class SecretTraceTests : TraceTest
{
    private readonly Machine _machine = new();

    private static byte[] Secret(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(0xA1 + (i % 7)))];

    [Theory]
    [InlineData(20, 64, 64)]
    [InlineData(21, 32, 32)]
    [InlineData(22, 32, 32)]
    [InlineData(24, 32, 32)]
    [InlineData(25, 32, 32)]
    [InlineData(27, 64, 64)]
    [InlineData(28, 32, 32)]
    [InlineData(20, 32, 32)] // too short for the table
    [InlineData(21, 64, 64)] // too long
    [InlineData(20, 64, 0)] // it stands where the output belongs
    [InlineData(24, 32, 16)] // half of it does
    [InlineData(2, 32, 32)] // a function without input gets some
    [InlineData(3, 32, 32)] // a function that no table has
    [InlineData(40, 32, 32)] // one that the kernel does not pass on
    public void A_payload_that_may_be_a_passphrase_is_hidden(ulong function, int length, int declared)
    {
        var buffer = Machine.Package(function, Secret(length), 16);
        buffer.AsSpan(64 + length).Clear();
        BitConverter.TryWriteBytes(buffer.AsSpan(16), declared);
        BitConverter.TryWriteBytes(buffer.AsSpan(20), length + 16 - declared);
        Record(_machine.Kernel, k =>
        {
            using var device = k.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
            device.Ioctl(Machine.CallRequest, buffer);
        });
        var (before, after) = Buffers();
        var hidden = string.Concat(Enumerable.Repeat(TraceFormat.HiddenByte, length));
        Assert.Equal(hidden, before.Substring(2 * 64, 2 * length));
        Assert.Equal(after is null ? null : hidden, after?.Substring(2 * 64, 2 * length));
    }

    /// <summary>Firmware may repeat in its answer what it was sent: behind the status word nothing of it is kept.</summary>
    [Theory]
    [InlineData(20, 64)]
    [InlineData(24, 32)]
    [InlineData(28, 32)]
    public void An_answer_that_repeats_a_passphrase_is_hidden(ulong function, int length)
    {
        var secret = Secret(length);
        var echo = new WatchedKernel(_machine.Kernel) { AfterRequest = (_, buffer) => secret.CopyTo(buffer[(64 + length + 4)..]) };
        Record(echo, k => Send(k, "nmem0", Intel(function, secret, 4 + length)));
        var (before, after) = Buffers();
        Assert.Equal(string.Concat(Enumerable.Repeat(TraceFormat.HiddenByte, length)), after![^(2 * length)..]);
        Assert.Matches("^[0-9a-f]{8}$", after.Substring(2 * (64 + length), 8)); // the status
        Assert.DoesNotContain(HexText.Format(secret), before + after, StringComparison.Ordinal);
        Assert.Contains(Hidden(), h => h == (64 + length + 4, length, "the answer to a passphrase"));
    }

    [Fact]
    public void What_is_hidden_is_named_with_its_place()
    {
        Record(_machine.Kernel, k => Send(k, "nmem0", Intel(20, Secret(64))));
        Assert.Equal([(64, 32, "CurrentPassphrase"), (96, 32, "NewPassphrase")], Hidden());
    }

    /// <summary>A file that is imported while a trace runs makes nothing less secret.</summary>
    [Fact]
    public void A_schema_that_is_imported_meanwhile_hides_no_less()
    {
        using var isolated = DsmFamilies.Isolate();
        Record(_machine.Kernel, k =>
        {
            DsmFamilies.Import(DsmSchema.Parse("test", """
                { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "functions": [ { "number": 20, "name": "GetNothing", "danger": "Read",
                    "input": [ { "name": "Words", "kind": "Bytes", "tail": true } ], "output": [ { "name": "Status", "size": 4 } ] } ] } ] }
                """), replace: true);
            Send(k, "nmem0", Intel(20, Secret(64)));
        });
        Assert.Equal(string.Concat(Enumerable.Repeat(TraceFormat.HiddenByte, 64)), Buffers().Before.Substring(2 * 64, 2 * 64));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_vendors_payload_is_hidden_both_ways_and_its_opcode_is_not(bool call)
    {
        byte[] input = [.. Machine.Bytes(5u, 8u), .. Secret(8)];
        var request = call ? Intel(9, input, 64) : NdRequest.Legacy(NdCommands.Vendor, input, 64);
        Record(_machine.Kernel, k => Assert.True(Send(k, "nmem0", request).Result >= 0));
        var line = Assert.Single(Lines, l => l.Contains("\"PassThrough\"", StringComparison.Ordinal));
        Assert.Contains("0500000008000000xxxxxxxxxxxxxxxx", line, StringComparison.Ordinal);

        using var replay = new ReplayKernel(File);
        var hidden = Assert.Throws<NdReplayException>(() => Send(replay, "nmem0", request));
        Assert.Equal("Nvdimm.Trace.AnswerHidden", hidden.ErrorId);
    }

    /// <summary>Configuration and labels are no secret; what the BIOS keeps for itself may be one.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    public void Platform_config_data_is_kept_but_for_the_BIOSs_own(byte partition, bool isHidden)
    {
        byte[] input = [.. Machine.Bytes(0x0106u, 128u), partition, 1, .. new byte[126]]; // in a small payload, from the start
        Record(_machine.Kernel, k => Assert.True(Send(k, "nmem0", Intel(9, input, 136)).Result >= 0));
        Assert.Equal(isHidden, Hidden().Length > 0);
    }

    [Fact]
    public void A_hidden_input_matches_any_and_what_is_not_hidden_must_be_the_same()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Intel(20, [.. new byte[32], .. Secret(32)]))));
        var reply = Send(replay, "nmem0", Intel(20, new byte[64]));
        Assert.Equal((0, 0u), (reply.Result, reply.Status()));
        Assert.Throws<NdReplayException>(() => Send(replay, "nmem0", Intel(20, new byte[32])));
    }

    [Fact]
    public void Two_secrets_are_one_question_with_two_answers()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k =>
        {
            Send(k, "nmem0", Intel(20, [.. new byte[32], .. Secret(32)]));
            Send(k, "nmem0", Intel(21, new byte[32])); // the wrong one
            Send(k, "nmem0", Intel(21, Secret(32)));
        }));
        Assert.Equal(0u, Send(replay, "nmem0", Intel(20, new byte[64])).Status());
        Assert.NotEqual(0u, Send(replay, "nmem0", Intel(21, new byte[32])).Status());
        Assert.Equal(0u, Send(replay, "nmem0", Intel(21, new byte[32])).Status());
    }

    [Fact]
    public void What_is_sent_now_comes_back_and_not_what_was_hidden()
    {
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Intel(20, [.. new byte[32], .. Secret(32)]))));
        var buffer = Intel(20, [.. Enumerable.Repeat((byte)0x77, 64)]).ToEnvelope();
        using var device = replay.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        Assert.Equal(0, device.Ioctl(Machine.CallRequest, buffer));
        Assert.All(buffer.Skip(64).Take(64), b => Assert.Equal(0x77, b));
    }

    [Fact]
    public void What_is_no_secret_is_there() =>
        Assert.Contains("a1a2a3a4", string.Concat(System.IO.File.ReadAllLines(Record(_machine.Kernel,
            k => Send(k, "nmem0", Intel(6, [.. Machine.Bytes(0u, 4u), .. Secret(4)]))))), StringComparison.Ordinal);

    /// <summary>The one request of the trace.</summary>
    private JsonElement Request => Lines.Select(l => JsonDocument.Parse(l).RootElement).Single(l => l.GetProperty("kind").GetString() == TraceFormat.Ioctl);

    private (string Before, string? After) Buffers() => (Request.GetProperty("before").GetString()!, Request.GetProperty("after").GetString());

    private (int, int, string?)[] Hidden() =>
        [.. Request.GetProperty("hidden").EnumerateArray().Select(h => (h.GetProperty("offset").GetInt32(), h.GetProperty("length").GetInt32(), h.GetProperty("reason").GetString()))];

    protected override void Dispose(bool disposing)
    {
        _machine.Dispose();
        base.Dispose(disposing);
    }
}
