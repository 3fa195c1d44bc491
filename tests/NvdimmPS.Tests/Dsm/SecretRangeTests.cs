using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Passphrases where the built-in tables have none: in records, before a tail, in place, and in what firmware repeats.</summary>
public sealed class SecretRangeTests : IDisposable
{
    private static readonly byte[] Plain = [.. "hunter2!"u8];

    private readonly IDisposable _isolated = DsmFamilies.Isolate();

    public SecretRangeTests() => DsmFamilies.Import(DsmSchema.Parse("test", """
        { "format": "nvdimmps-dsm-schema", "version": 1, "families": [
            { "name": "Keys", "number": 10, "statuses": [ { "code": 0, "name": "Success", "success": true } ], "functions": [
                { "number": 1, "name": "ListKeys", "danger": "Read", "sensitive": true, "input": [],
                    "output": [ { "name": "Status", "size": 4 }, { "name": "Count", "size": 4, "counts": "Keys" },
                        { "name": "Keys", "kind": "Records", "countedBy": "Count",
                          "element": [ { "name": "Slot", "size": 4 }, { "name": "Key", "kind": "Bytes", "size": 8, "secret": true } ] } ] },
                { "number": 2, "name": "SendKey", "danger": "Write", "sensitive": true, "output": [ { "name": "Status", "size": 4 } ],
                    "input": [ { "name": "Key", "kind": "Bytes", "size": 8, "secret": true }, { "name": "More", "kind": "Bytes", "tail": true } ] },
                { "number": 3, "name": "SetMode", "danger": "Write", "sensitive": true, "getter": 4, "output": [ { "name": "Status", "size": 4 } ],
                    "input": [ { "name": "Key", "kind": "Bytes", "size": 8, "secret": true }, { "name": "Mode", "size": 4 } ] },
                { "number": 4, "name": "GetMode", "danger": "Read", "input": [ { "name": "Key", "kind": "Bytes", "size": 8 } ],
                    "output": [ { "name": "Status", "size": 4 }, { "name": "Mode", "size": 4 } ] },
                { "number": 5, "name": "Service", "danger": "Write", "sensitive": true, "sizes": { "input": 8, "output": 4 } } ] },
            { "name": "Places", "number": 11, "inPlace": true, "statuses": [ { "code": 0, "name": "Success", "success": true } ], "functions": [
                { "number": 1, "name": "Unlock", "danger": "Write", "sensitive": true,
                    "input": [ { "kind": "Reserved", "size": 4 }, { "name": "Key", "kind": "Bytes", "size": 8, "secret": true }, { "name": "Left", "size": 4 } ],
                    "output": [ { "name": "Status", "size": 4 }, { "kind": "Reserved", "size": 8 }, { "name": "Left", "size": 4 } ] } ] } ] }
        """));

    public void Dispose() => _isolated.Dispose();

    [Fact]
    public void A_secret_in_a_record_is_in_none_of_its_bytes()
    {
        byte[] answer = [0, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, .. Plain];
        var result = Send(Keys(1), [], answer);
        Surface.Hides(Plain, [result, DsmPayload.OfReply(Keys(1), answer)]);
        Assert.Equal(("", "1 record"), (result.Fields[1].Raw, result.Fields[1].Text));
        var record = Assert.Single((DsmFieldValue[][])result.Fields[1].Value!);
        Assert.Equal(["7", "(8 secret bytes)"], record.Select(f => f.Text));
        Assert.Equal((0, 8 + 12), (result.OutputBytes[8], result.OutputBytes.Length));
    }

    [Fact]
    public void Before_a_tail_all_of_an_input_is_hidden()
    {
        var payload = DsmPayload.OfRequest(Keys(2), [.. Plain, .. Plain]);
        Surface.Hides(Plain, [payload.Bytes, payload.Hex]);
        Assert.Equal(new string('x', 32), payload.Hex);
        Assert.Equal([new ByteRange(0, 40)], SecretRanges.InInput(DsmFamilies.Intel.Get(24), 40)); // of another size than its table
    }

    [Fact]
    public void What_firmware_repeats_behind_the_last_field_is_in_no_result()
    {
        byte[] passphrase = [.. Plain, .. Plain, .. Plain, .. Plain];
        var result = Send(DsmFamilies.Intel.Get(24), passphrase, [0, 0, 0, 0, .. passphrase]);
        Surface.Hides(Plain, [result, DsmPayload.OfReply(DsmFamilies.Intel.Get(24), [0, 0, 0, 0, .. passphrase])]);
        Assert.Equal(("Success", 36), (result.Status, result.OutputBytes.Length));
        Assert.True(Surface.Shows(Plain, Send(DsmFamilies.Intel.Get(23), [], [0, 0, 0, 0, .. passphrase]))); // it takes no passphrase
    }

    [Fact]
    public void In_place_what_was_sent_does_not_come_back()
    {
        var unlock = DsmFamilies.Find(NdNodeKind.Dimm, 11)!.Get(1);
        byte[] answer = [0, 0, 0, 0, .. Plain, 3, 0, 0, 0];
        var result = Send(unlock, [0, 0, 0, 0, .. Plain, 0, 0, 0, 0], answer);
        Surface.Hides(Plain, [result, DsmPayload.OfReply(unlock, answer)]);
        Assert.Equal("3", Assert.Single(result.Fields).Text);
        Assert.Equal(3, result.OutputBytes[12]);
    }

    /// <summary>What is asked to see what would change is a read of another table, to which the passphrase is none.</summary>
    [Fact]
    public void A_getter_is_not_told_the_setters_secret()
    {
        var asked = new List<byte[]>();
        var kernel = new ScriptedKernel((_, buffer) =>
        {
            asked.Add(buffer.ToArray());
            byte[] answer = [0, 0, 0, 0, 5, 0, 0, 0];
            answer.CopyTo(buffer[72..]);
            BitConverter.TryWriteBytes(buffer[60..], answer.Length);
            return 0;
        });
        using var caller = new DsmCaller(kernel);
        var call = new DsmCall(Keys(3), (byte[])[.. Plain, 6, 0, 0, 0]);
        var changes = DsmChangeReader.Read(caller, Target(Keys(3)), call);
        Assert.Equal((null, new ValueChange("Mode", "5", "6")), (changes.Unread, Assert.Single(changes.Values)));
        Assert.Equal(new byte[8], Assert.Single(asked)[64..72]);
    }

    /// <summary>In a trace, in a transcript and for the audit log: nobody says where the passphrase of such a function would be.</summary>
    [Fact]
    public void All_of_a_sensitive_function_that_nobody_describes_is_secret()
    {
        var request = NdRequest.Call(NdNodeKind.Dimm, 10, 5, Plain, 16);
        var secrets = DsmSecrets.Find(NdNodeKind.Dimm, request.Command.Request, request.ToEnvelope());
        Assert.Equal([(64, 8, false), (64 + 8 + 4, 12, true)], secrets.Select(s => (s.Offset, s.Length, s.IsAnswer)));
    }

    private static DsmFunction Keys(uint number) => DsmFamilies.Find(NdNodeKind.Dimm, 10)!.Get(number);

    private static DsmTarget Target(DsmFunction function) => NvdimmMachine.Imagine(NdNodeKind.Dimm, "nmem0", function.Family);

    /// <summary>What comes of a call that is answered so.</summary>
    private static DsmResult Send(DsmFunction function, byte[] input, byte[] answer)
    {
        var kernel = new ScriptedKernel((_, buffer) =>
        {
            answer.CopyTo(buffer[(64 + (function.Family.InPlace ? 0 : input.Length))..]);
            BitConverter.TryWriteBytes(buffer[60..], answer.Length);
            return 0;
        });
        using var caller = new DsmCaller(kernel);
        return caller.Invoke(Target(function), new DsmCall(function, input) { Route = DsmRoute.Call, OutputSize = answer.Length });
    }
}
