using System.Text.Json.Nodes;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>Vendor commands of files: known everywhere from then on, and no known one made less dangerous, sensitive or secret.</summary>
public sealed class VendorSchemaTests : IDisposable
{
    private readonly IDisposable _isolated = DsmFamilies.Isolate();

    /// <summary>The ways to make little of a command.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Ways = new()
    {
        ["danger"] = c => c["danger"] = "Read",
        ["sensitive"] = c =>
        {
            Show(c);
            c.Remove("sensitive");
        },
        ["secret"] = Show,
        ["input of bytes"] = c => Bytes(c, "input"),
        ["no input"] = c =>
        {
            c["input"] = new JsonArray();
            c.Remove("forms");
        },
        ["nobody knows"] = c =>
        {
            c.Remove("input");
            c.Remove("forms");
        },
        ["output of bytes"] = c => Bytes(c, "output"),
        ["name"] = c => (c["name"], c["title"]) = ($"Get{c["name"]}", "Harmless"),
        ["all at once"] = c =>
        {
            c["danger"] = "Read";
            Show(c);
            c.Remove("sensitive");
            (c["name"], c["title"]) = ($"Get{c["name"]}", "Harmless");
        },
    };

    public static TheoryData<string> Names() => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_file_makes_little_of_a_command_that_is_built_in(string way)
    {
        var family = JsonNode.Parse(DsmSchema.Write([DsmFamilies.Intel]))!;
        var commands = family["families"]![0]!["vendorCommands"]!.AsArray();
        foreach (var command in commands)
        {
            Ways[way](command!.AsObject());
        }

        var warnings = Import(family.ToJsonString());
        foreach (var known in VendorCommands.BuiltIn)
        {
            NoLess(known, VendorCommands.Find(known.Word)!);
            if (way == "all at once" && (known.IsSensitive || known.Danger != DsmDanger.Read))
            {
                Assert.Contains(warnings, w => w.Message.Contains($": {known} keeps ", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void What_a_file_raises_is_raised_and_taken_back_by_removing_it()
    {
        Assert.Empty(Import(With("""
            { "opcode": "0x06", "subOpcode": 3, "name": "GetDebugLogLevel", "danger": "Destructive", "sensitive": true,
              "input": [ { "name": "Key", "kind": "Bytes", "size": 8, "secret": true } ], "output": [ { "name": "Level", "size": 1 } ] }
            """)));
        var raised = VendorCommands.Find("GetDebugLogLevel")!;
        Assert.Equal((DsmDanger.Destructive, true, true, "test"), (raised.Danger, raised.IsSensitive, raised.SendsSecret, raised.Origin));

        // The built-in table said again takes nothing of that back.
        Assert.NotEmpty(Import(BuiltInText));
        NoLess(raised, VendorCommands.Find("GetDebugLogLevel")!);
        DsmFamilies.Restore("Intel");
        Assert.Same(VendorCommands.BuiltIn, VendorCommands.All);
        Assert.Empty(DsmFamilies.Imported);
    }

    [Fact]
    public void The_same_said_again_changes_nothing()
    {
        DsmFamilies.Import(DsmSchema.Parse("test", BuiltInText));
        Assert.All(VendorCommands.All.Zip(VendorCommands.BuiltIn), pair => Assert.Same(pair.Second, pair.First));
    }

    [Fact]
    public void A_known_command_is_replaced_only_when_that_is_asked_for()
    {
        var schema = DsmSchema.Parse("test", With("""{ "opcode": "0x08", "subOpcode": 0, "name": "GetHealthLog", "danger": "Read", "input": [] }"""));
        var error = Assert.Throws<NvdimmException>(() => DsmFamilies.Import(schema));
        Assert.Equal("Nvdimm.Schema.Taken", error.ErrorId);
        Assert.Contains("08:00 is GetHealthLog already, which is built in", error.Message, StringComparison.Ordinal);
        DsmFamilies.Import(schema, replace: true);
        Assert.Null(VendorCommands.Find("GetHealthLog")!.Output);

        // What the product itself reads by its own tables it reads as before.
        Assert.Equal("GetHealthLog", VendorCommands.Own("GetHealthLog").Name);
        Assert.NotEmpty(VendorCommands.Own("GetHealthLog").Output!);
    }

    [Fact]
    public void A_name_belongs_to_one_command()
    {
        var error = Assert.Throws<NvdimmException>(() => Import(With("""{ "opcode": "0xe0", "subOpcode": 1, "name": "getidentity", "danger": "Read" }""")));
        Assert.Contains("line 2, column", error.Message, StringComparison.Ordinal);
        Assert.Contains("is the name of 01:00 already, and would be that of E0:01 too", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void What_concerns_security_or_firmware_is_sensitive_also_where_no_table_has_it(int opcode)
    {
        var warning = Assert.Single(Import(With($$"""{ "opcode": {{opcode}}, "subOpcode": "0x77", "name": "GetHarmless", "danger": "Read", "input": [] }""")));
        Assert.Equal("Nvdimm.Schema.Kept", warning.ErrorId);
        Assert.Contains("GetHarmless keeps that it is sensitive", warning.Message, StringComparison.Ordinal);
        Assert.True(VendorFunctions.Of(VendorCommands.Find("GetHarmless")!).IsSensitive);
    }

    /// <summary>What nobody described was hidden whole; with a file's fields it is no less.</summary>
    [Theory]
    [InlineData("0x03", true)]
    [InlineData("0x09", true)]
    [InlineData("0xe0", false)]
    public void Fields_of_a_new_command_that_concerns_security_or_firmware_are_secret(string opcode, bool isHidden)
    {
        var text = With($$"""
            { "opcode": "{{opcode}}", "subOpcode": "0xf4", "name": "SetNonce", "danger": "Read", "sensitive": true,
              "input": [ { "name": "Kind", "size": 4 }, { "name": "Nonce", "kind": "Bytes", "size": 32 }, { "kind": "Reserved", "size": 4 } ], "output": [] }
            """);
        var warnings = Import(text);
        Assert.Equal(isHidden, warnings.Any(w => w.Message.Contains("SetNonce keeps that its bytes are secret", StringComparison.Ordinal)));
        var command = VendorCommands.Find("SetNonce")!;
        byte[] nonce = [.. "correct horse battery staple 123"u8];
        byte[] request = VendorFunctions.Wrap(command, [7, 0, 0, 0, .. nonce, .. new byte[92]]);
        var payload = DsmPayload.OfRequest(VendorFunctions.Carrier, request);
        var explanation = DsmExplainer.Explain(NvdimmMachine.Imagine(NdNodeKind.Dimm, "nmem0", DsmFamilies.Intel), new DsmCall(VendorFunctions.Of(command), request), NdRoute.Call);
        var shown = payload.Hex + string.Join('\n', payload.Fields.Select(f => $"{f} {f.Raw}")) + string.Join('\n', explanation.Rows.Select(r => $"{r.Bytes} {r.Value}"));
        Assert.Equal(!isHidden, shown.Replace(" ", "", StringComparison.Ordinal).Contains(Convert.ToHexString(nonce)[..8], StringComparison.OrdinalIgnoreCase));
        DsmFamilies.Import(DsmSchema.Parse("test", text)); // the same said again is no other
        DsmFamilies.Import(DsmSchema.Parse("test", DsmSchema.Write([DsmFamilies.Intel])));
        Assert.Same(command, VendorCommands.Find("SetNonce"));
    }

    [Fact]
    public void What_carries_other_commands_stays_as_it_is()
    {
        var known = VendorCommands.Find("SendExtended");
        Assert.Contains("keeps all that it was", Assert.Single(Import(With("""{ "opcode": "0xfd", "subOpcode": 5, "name": "SendExtended", "danger": "Read", "input": [] }"""))).Message, StringComparison.Ordinal);
        Assert.Same(known, VendorCommands.Find("SendExtended"));
    }

    /// <summary>A file's word that a command only reads is not enough: the module's own log must say so too.</summary>
    [Fact]
    public void A_new_command_is_known_everywhere()
    {
        Assert.Empty(Import(Example.Texts[2]));
        var command = VendorCommands.Find("E0:01")!;
        Assert.Equal(("GetWear", DsmDanger.Read, "test"), (command.Name, command.Danger, command.Origin));
        Assert.Equal(VendorCommands.All.OrderBy(c => c.Code, StringComparer.Ordinal), VendorCommands.All);
        var info = DsmFunctionInfo.Vendor().Single(i => i.Opcode == "E0:01");
        Assert.Equal(("GetWear", "test", "Region"), (info.FunctionName, info.Origin, info.InputFields[0].Name));
        Assert.Contains("Version", info.OutputFields.Select(f => f.Name));

        byte[] answer = [0, 0, 0, 0, 128, 0, 0, 0, 0x15, 0x01, 0x02, 0, 0, 0, 0x0B, .. new byte[121]];
        var fields = DsmDecoder.DecodeOutput(VendorFunctions.Of(command, [0, .. new byte[127]], new FisVersion(2, 0)), answer).Fields.ToDictionary(f => f.Name, f => f.Text);
        Assert.Equal(("1.15", "8192 bytes", "3", "Yes"), (fields["Version"], fields["Moved"], fields["Level"], fields["Worn"]));
        Assert.Equal("(not reported (before FIS 2.0; this module has 2.0))", fields["Budget"]);

        using var kernel = new SimulatedKernel("1x1");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var call = new DsmCall(VendorFunctions.Of(command), VendorFunctions.Wrap(command, new byte[128]));
        Assert.Equal(DsmDanger.Destructive, CommandEffects.Judge(caller, target, call, out _).Danger);
    }

    [Fact]
    public void A_secret_of_a_new_command_is_hidden_in_every_request()
    {
        Import(Example.Texts[2]);
        var command = VendorCommands.Find("UnlockWear")!;
        byte[] passphrase = [.. "correct horse battery staple 123"u8];
        byte[] request = VendorFunctions.Wrap(command, [.. passphrase, .. new byte[96]]);
        var payload = DsmPayload.OfRequest(VendorFunctions.Carrier, request);
        var shown = payload.Hex.Replace(" ", "", StringComparison.Ordinal) + string.Join('\n', payload.Fields.Select(f => $"{f} {f.Raw}"));
        Assert.DoesNotContain(Convert.ToHexString(passphrase)[..8], shown, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("UnlockWear", payload.VendorCommand?.Split(' ')[1]);
        Assert.True(VendorFunctions.Describe(VendorFunctions.Carrier, request).IsSensitive);

        // Within the command that carries others too.
        byte[] carried = VendorFunctions.Wrap(VendorCommands.Find("SendExtended")!, [0xE0, 2, .. new byte[10], .. passphrase, .. new byte[96]]);
        Assert.DoesNotContain(Convert.ToHexString(passphrase)[..8], DsmPayload.OfRequest(VendorFunctions.Carrier, carried).Hex.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>That a command only reads, a trace believes of those that are built in.</summary>
    [Fact]
    public void What_a_file_calls_a_read_stays_hidden_in_traces()
    {
        Import(Example.Texts[2]);
        Assert.Empty(Hidden(VendorCommands.Find("GetSecurityInfo")!));
        Assert.NotEmpty(Hidden(VendorCommands.Find("GetWear")!));

        static IReadOnlyList<DsmSecret> Hidden(VendorCommand command)
        {
            var input = VendorFunctions.Wrap(command, command.Input is [] ? [] : new byte[128]);
            var request = NdRequest.Call(NdNodeKind.Dimm, 0, 9, input, 136, false);
            return DsmSecrets.Find(NdNodeKind.Dimm, request.Command.Request, request.ToEnvelope());
        }
    }

    /// <summary>Within the command that carries others nothing opens what it holds: neither a file's word nor that a command takes nothing.</summary>
    [Fact]
    public void What_carries_another_command_stays_hidden_in_traces()
    {
        Import(With("""{ "opcode": 5, "subOpcode": "0x77", "name": "GetKeyThing", "danger": "Read", "input": [ { "name": "Blob", "kind": "Bytes", "size": 64 } ], "output": [ { "name": "Answer", "kind": "Bytes", "size": 128 } ] }"""));
        foreach (byte[] code in (byte[][])[[5, 0x77], [1, 0], [8, 0]])
        {
            byte[] payload = [.. code, .. new byte[10], .. "correct horse battery staple 123"u8, .. new byte[96]];
            var request = NdRequest.Call(NdNodeKind.Dimm, 0, 9, VendorFunctions.Wrap(VendorCommands.Find("SendExtended")!, payload), 136);
            var hidden = DsmSecrets.Find(NdNodeKind.Dimm, request.Command.Request, request.ToEnvelope());
            Assert.Equal((64 + 8, payload.Length), (hidden[0].Offset, hidden[0].Length));
            Assert.Contains(hidden, h => h.IsAnswer);
        }
    }

    /// <summary>Of a secret in one form of an answer, no form of it shows the bytes, and a file takes it back in none.</summary>
    [Fact]
    public void A_secret_in_one_form_of_an_answer_stays_one()
    {
        const string text = """
            { "opcode": "0xe0", "subOpcode": 9, "name": "GetKey", "danger": "Read", "sensitive": true, "input": [ { "name": "Part", "size": 1 } ],
              "forms": [ { "name": "key", "when": { "field": "Part", "value": 1 }, "fields": [ { "name": "Key", "kind": "Bytes", "size": 8, "secret": true } ] } ] }
            """;
        byte[] answer = [0, 0, 0, 0, 8, 0, 0, 0, .. "hunter2!"u8];
        Import(With(text));
        Assert.NotEmpty(Import(With(text.Replace(", \"secret\": true", string.Empty, StringComparison.Ordinal))));
        foreach (byte[] input in (byte[][])[[1], [2], []])
        {
            var fields = DsmDecoder.DecodeOutput(VendorFunctions.Of(VendorCommands.Find("GetKey")!, input), answer).Fields;
            Assert.All(fields.Where(f => f.Name != "Length"), f => Assert.Equal((null, string.Empty), (f.Value, f.Raw)));
        }
    }

    [Fact]
    public void Files_are_seen_whole_by_everybody_at_once()
    {
        var schema = DsmSchema.Parse("test", Example.Texts[2]);
        var (odd, known) = (0, VendorCommands.BuiltIn.Count);
        Parallel.Invoke([.. Enumerable.Range(0, 8).Select(i => (Action)(() =>
        {
            for (var round = 0; round < 50; round++)
            {
                if (i % 2 == 0)
                {
                    DsmFamilies.Import(schema);
                    DsmFamilies.Restore("Intel");
                }
                else if (VendorCommands.All.Count is var count && count != known && count != known + 2)
                {
                    Interlocked.Increment(ref odd);
                }
            }
        }))]);
        Assert.Equal(0, odd);
        DsmFamilies.Restore("Intel");
        Assert.Same(VendorCommands.BuiltIn, VendorCommands.All);
    }

    public void Dispose() => _isolated.Dispose();

    private static string BuiltInText
    {
        get
        {
            using var isolated = DsmFamilies.Isolate();
            return DsmSchema.Write([DsmFamilies.Intel]);
        }
    }

    private static string With(string command) =>
        $$"""
        { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "vendorCommands": [
        {{command.ReplaceLineEndings(" ")}} ] } ] }
        """;

    private static IReadOnlyList<NvdimmException> Import(string text)
    {
        var schema = DsmSchema.Parse("test", text);
        var kept = DsmFamilies.Check(schema, replace: true);
        DsmFamilies.Import(schema, replace: true);
        return kept;
    }

    private static void Show(JsonObject command)
    {
        foreach (var field in (command["input"] as JsonArray ?? []).Select(f => f!.AsObject()))
        {
            field.Remove("secret");
        }
    }

    private static void Bytes(JsonObject command, string direction)
    {
        command[direction] = new JsonArray(new JsonObject { ["name"] = "Anything", ["kind"] = "Bytes", ["size"] = 128 });
        command.Remove("forms");
    }

    private static void NoLess(VendorCommand known, VendorCommand now)
    {
        static int Rank(DsmDanger danger) => Math.Min((int)danger, (int)DsmDanger.Destructive);
        Assert.True(Rank(now.Danger) >= Rank(known.Danger), $"{known}: {now.Danger}");
        Assert.True(now.IsSensitive || !known.IsSensitive, $"{known} is not sensitive any more");
        if (known.IsSensitive || known.Danger != DsmDanger.Read)
        {
            Assert.Equal((known.Name, known.Title), (now.Name, now.Title));
        }

        // Byte by byte, in requests of the right size and of others.
        foreach (var length in new[] { 128, 140, 127, 64, 0 })
        {
            var (was, isNow) = (Hidden(known, length), Hidden(now, length));
            Assert.True(was.IsSubsetOf(isNow), $"{known}, {length} bytes: {string.Join(' ', was.Except(isNow))} are shown");
        }
    }

    private static HashSet<int> Hidden(VendorCommand command, int length) =>
        [.. SecretRanges.InInput(VendorFunctions.Of(command), length + 8).SelectMany(r => Enumerable.Range(r.Start, r.Length))];
}
