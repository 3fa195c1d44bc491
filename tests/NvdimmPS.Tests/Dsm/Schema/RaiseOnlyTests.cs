using System.Text.Json.Nodes;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Output;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>Whatever a file says of a function that is known: it becomes no less dangerous, sensitive or secret by it, and that is told.</summary>
public sealed class RaiseOnlyTests : IDisposable
{
    private readonly IDisposable _isolated = DsmFamilies.Isolate();

    /// <summary>The ways to make little of a function.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Ways = new()
    {
        ["danger"] = f => f["danger"] = "Read",
        ["sensitive"] = f =>
        {
            Show(f);
            f["sensitive"] = false;
        },
        ["secret"] = Show,
        ["bytes"] = f => f["input"] = Bytes(f),
        ["tail"] = f => f["input"] = new JsonArray(new JsonObject { ["name"] = "All", ["kind"] = "Bytes", ["tail"] = true }),
        ["numbers"] = f => f["input"] = Numbers(f),
        ["no input"] = f => f["input"] = new JsonArray(),
        ["no layout"] = f => Remove(f, "input", "output", "generation", "generations", "generationReason"),
        ["long answer"] = f =>
        {
            Remove(f, "generation", "generations", "generationReason");
            f["output"] = new JsonArray(new JsonObject { ["name"] = "Status", ["size"] = 4 }, new JsonObject { ["name"] = "All", ["kind"] = "Bytes", ["tail"] = true });
        },
        ["no vendor"] = f => Remove(f, "vendorPayload"),
        ["described vendor"] = f => (f["vendorPayload"], f["input"]) = (true, new JsonArray(new JsonObject { ["name"] = "Opcode", ["size"] = 4 }, new JsonObject { ["name"] = "All", ["kind"] = "Bytes", ["size"] = 2000 })),
        ["no effect log"] = f => Remove(f, "effectLog"),
        ["another effect log"] = f => f["effectLog"] = (uint?)f["reader"],
        ["another name"] = f => (f["name"], f["title"]) = ($"GetHarmless{f["number"]}", "Get Harmless"),
    };

    private const string All = "all at once";

    private static readonly string[] AllAtOnce = ["danger", "sensitive", "bytes", "long answer", "no vendor", "another effect log", "another name"];

    public static TheoryData<string> Names() => [.. Ways.Keys, All];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_file_makes_little_of_what_is_built_in(string way)
    {
        var before = DsmFamilies.All.ToDictionary(f => f.Name);
        foreach (var family in before.Values)
        {
            var warnings = Import(Changed(family, way));
            foreach (var known in family.Functions)
            {
                var now = DsmFamilies.Find(family.Node, family.Code)!.Get(known.Number);
                NoLess(known, now);
                var isLess = (known.Danger, known.IsSensitive, known.HasSecret, known.HasVendorPayload, known.EffectLog) != (DsmDanger.Read, false, false, false, null);
                if (way == All && known.LegacyCommand is null && isLess)
                {
                    Assert.Contains(warnings, w => w.Message.Contains($" {known} keeps ", StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public void What_stays_is_told_with_its_place_and_the_next_step()
    {
        var warning = Assert.Single(Import(Changed(DsmFamilies.Intel, All)), w => w.Message.Contains("Intel 24 ", StringComparison.Ordinal));
        Assert.Equal(("Nvdimm.Schema.Kept", NvdimmErrorKind.SecurityError, "test"), (warning.ErrorId, warning.Kind, warning.Target));
        Assert.Matches(@"^'test', line \d+, column \d+, \$\.families\[0\]\.functions\[\d+\]: Intel 24 SecureErase keeps its name SecureErase, its title, its danger Destructive, that it is sensitive, that no effect log makes it harmless, its input, its output\. ", warning.Message);
        Assert.Contains("Remove-NvdimmDsmSchema", warning.NextStep!.In(PowerShellWords.Instance), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_raises_is_raised_and_taken_back_by_removing_it()
    {
        var text = """
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "functions": [
                { "number": 12, "name": "GetFirmwareInfo", "danger": "Destructive", "sensitive": true, "input": [ { "name": "Key", "kind": "Bytes", "size": 8, "secret": true } ], "output": [ { "name": "Status", "size": 4 } ] },
                { "number": 17, "name": "SetSmartThreshold", "danger": "Destructive", "vendorPayload": true, "input": [], "output": [ { "name": "Status", "size": 4 } ] },
                { "number": 19, "name": "GetSecurityState", "sensitive": true, "input": [], "output": [ { "name": "Status", "size": 4 } ] } ] } ] }
            """;
        Assert.Empty(Import(text));
        var (info, threshold) = (DsmFamilies.Intel.Get(12), DsmFamilies.Intel.Get(17));
        Assert.Equal((DsmDanger.Destructive, true, true), (info.Danger, info.IsSensitive, info.HasSecret));
        Assert.Equal((DsmDanger.Destructive, true), (threshold.Danger, threshold.HasVendorPayload));
        Assert.Equal(DsmDanger.Unknown, DsmFamilies.Intel.Get(19).Danger); // left out

        // Another file, and the built-in tables themselves said again, take nothing of that back.
        Assert.NotEmpty(Import(DsmSchema.Write([DsmRegistryOfBuiltIn("Intel")])));
        NoLess(info, DsmFamilies.Intel.Get(12));
        NoLess(threshold, DsmFamilies.Intel.Get(17));
        DsmFamilies.Restore("Intel");
        Assert.Equal((DsmDanger.Read, false, false), (DsmFamilies.Intel.Get(12).Danger, DsmFamilies.Intel.Get(12).IsSensitive, DsmFamilies.Intel.Get(12).HasSecret));
        Assert.Equal(DsmDanger.Read, DsmFamilies.Intel.Get(19).Danger);
    }

    [Fact]
    public void Of_two_files_the_second_makes_no_less_of_what_the_first_said()
    {
        Import(Example.Text);
        var known = Acme.Functions.ToList();
        Assert.NotEmpty(Import(Changed(Acme, All)));
        Assert.All(known, k => NoLess(k, Acme.Get(k.Number)));
        DsmFamilies.Restore("Acme");
        Assert.Empty(Import(Changed(Example.Family, "danger")));
        Assert.Equal(DsmDanger.Read, Acme.Get(4).Danger); // nothing is built in of it
    }

    [Fact]
    public void A_secret_in_any_form_of_an_answer_stays_one()
    {
        const string before = """
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Key", "number": 10, "statuses": [ { "code": 0, "name": "Success", "success": true } ], "functions": [
                { "number": 1, "name": "GetKey", "danger": "Read", "sensitive": true, "input": [],
                  "output": [ { "name": "Status", "size": 4 }, { "name": "Version", "size": 4 }, { "name": "Key", "kind": "Bytes", "size": 8, "secret": true } ] } ] } ] }
            """;
        var shown = before.Replace(", \"secret\": true", string.Empty, StringComparison.Ordinal);
        var otherForm = before.Replace("} ] } ] } ] }", """
            } ], "generation": "V2", "generations": [ { "name": "V1", "evidence": { "field": "Version", "value": 1 },
                "output": [ { "name": "Status", "size": 4 }, { "name": "Version", "size": 4 }, { "name": "Bytes", "kind": "Bytes", "size": 8 } ] } ] } ] } ] }
            """, StringComparison.Ordinal);
        byte[] answer = [0, 0, 0, 0, 1, 0, 0, 0, .. "hunter2!"u8];
        foreach (var second in new[] { shown, otherForm })
        {
            Import(before);
            Assert.Contains("keeps its output", Assert.Single(Import(second)).Message, StringComparison.Ordinal);
            var fields = DsmDecoder.DecodeOutput(DsmFamilies.Find(NdNodeKind.Dimm, 10)!.Get(1), answer).Fields;
            Assert.Equal(["1", "(8 secret bytes)"], fields.Select(f => f.Text));
            DsmFamilies.Restore("Key");
        }
    }

    /// <summary>Opcodes are judged by the DIMM's effect log: whoever could change how it is read could make any of them harmless.</summary>
    [Theory]
    [InlineData("\"SecurityStateChange\"", "\"Some\"")]
    [InlineData("\"NoEffects\"", "\"ImmediateDataChange2\"")]
    [InlineData("\"danger\": \"Read\"", "\"danger\": \"Destructive\"")] // then it would not be asked
    [InlineData("\"name\": \"Opcode\"", "\"name\": \"Code\"")]
    public void How_an_effect_log_is_read_stays_as_it_is(string text, string other)
    {
        using var kernel = new SimulatedKernel("1x1");
        var family = JsonNode.Parse(DsmSchema.Write([DsmFamilies.Intel]))!;
        var log = family["families"]![0]!["functions"]!.AsArray().Single(f => (int)f!["number"]! == 8)!;
        family["families"]![0]!["functions"] = new JsonArray(JsonNode.Parse(log.ToJsonString(new() { WriteIndented = true }).Replace(text, other, StringComparison.Ordinal)));
        Assert.Contains("Intel 8 GetCommandEffectLog keeps all that it was", Assert.Single(Import(family.ToJsonString())).Message, StringComparison.Ordinal);
        Assert.True(Judge(kernel, 0x203).IsSensitive);
        Assert.Equal((DsmDanger.Read, DsmDanger.Destructive), (Judge(kernel, 1).Danger, Judge(kernel, 0xF05).Danger));
    }

    /// <summary>The opcode that is judged must be the one that is sent.</summary>
    [Fact]
    public void Where_an_opcode_stands_stays_as_it_is()
    {
        var known = DsmFamilies.Find(NdNodeKind.Dimm, "Hpe2")!.Get(8);
        var warning = Assert.Single(Import("""
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Hpe2", "functions": [
                { "number": 8, "name": "PassThrough", "danger": "Destructive", "vendorPayload": true, "effectLog": 7,
                  "input": [ { "name": "Length", "size": 4, "counts": "Data" }, { "name": "Opcode", "size": 4 },
                      { "name": "Data", "kind": "Bytes", "tail": true, "countedBy": "Length" } ],
                  "output": [ { "name": "Status", "size": 4 }, { "name": "Length", "size": 4 },
                      { "name": "Data", "kind": "Bytes", "tail": true, "countedBy": "Length" } ] } ] } ] }
            """));
        Assert.Contains("Hpe2 8 PassThrough keeps its input.", warning.Message, StringComparison.Ordinal);
        Assert.Equal((0, known.Input), (DsmFamilies.Find(NdNodeKind.Dimm, "Hpe2")!.Get(8).Input!.Find("Opcode")!.Offset, DsmFamilies.Find(NdNodeKind.Dimm, "Hpe2")!.Get(8).Input));
    }

    [Fact]
    public void Which_statuses_are_a_success_stays_as_it_is()
    {
        using var kernel = new SimulatedKernel("1x1");
        var warnings = Import("""
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "functions": [], "statuses": [
                { "code": 7, "name": "Fine", "success": true }, { "code": 99, "name": "New", "success": true } ] } ] }
            """);
        Assert.Contains(warnings, w => w.Message.Contains("keeps that status 0x0 is a success", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Message.Contains("keeps that status 0x7 is no success", StringComparison.Ordinal));
        Assert.True(Judge(kernel, 0x203).IsSensitive);
        Assert.Equal(("Fine", false), (DsmFamilies.Intel.Describe(DsmFamilies.Intel.Get(24), 7).Word, DsmFamilies.Intel.Describe(DsmFamilies.Intel.Get(24), 7).IsSuccess));
    }

    /// <summary>What is read without consent must be a read when it is asked for, whatever was imported since.</summary>
    [Fact]
    public void A_log_that_is_no_read_is_not_asked()
    {
        Import(Example.Text.Replace("\"number\": 5, \"name\": \"ServiceMode\"", "\"number\": 5, \"effectLog\": 1, \"name\": \"ServiceMode\"", StringComparison.Ordinal));
        var log = Acme.Get(1) with { Danger = DsmDanger.Write };
        var family = new DsmFamily("Acme", NdNodeKind.Dimm, 9, "Acme") { Statuses = Acme.Statuses, Tables = [() => [log, Acme.Get(5)]] };
        using var caller = new DsmCaller(new NvdimmPS.Tests.Dsm.ScriptedKernel((_, _) => throw new InvalidOperationException("It was asked.")));
        Assert.Equal(family.Get(5), CommandEffects.Judge(caller, NvdimmMachine.Imagine(NdNodeKind.Dimm, "nmem0", family), new DsmCall(family.Get(5), new byte[8]), out _));
    }

    [Fact]
    public void Every_legacy_command_is_a_function_that_no_file_replaces()
    {
        foreach (var command in NdCommands.All.Where(c => c.Number != NdCommands.CallNumber && DsmFamilies.FunctionOf(c).LegacyCommand is not null))
        {
            var function = DsmFamilies.FunctionOf(command);
            Assert.Same(command, function.LegacyCommand);
            var text = $$"""{ "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "{{function.Family}}", "functions": [ { "number": {{function.Number}}, "name": "{{function.Name}}", "danger": "Read" } ] } ] }""";
            Assert.Equal("Nvdimm.Schema.Taken", Assert.Throws<NvdimmException>(() => Import(text)).ErrorId);
        }
    }

    public void Dispose() => _isolated.Dispose();

    private static DsmFamily Acme => DsmFamilies.Find(NdNodeKind.Dimm, "Acme")!;

    private static DsmFamily DsmRegistryOfBuiltIn(string name)
    {
        using var isolated = DsmFamilies.Isolate();
        return DsmFamilies.All.Single(f => f.Name == name);
    }

    private static IReadOnlyList<NvdimmException> Import(string text)
    {
        var schema = DsmSchema.Parse("test", text);
        var kept = DsmFamilies.Check(schema, replace: true);
        DsmFamilies.Import(schema, replace: true);
        return kept;
    }

    private static DsmFunction Judge(SimulatedKernel kernel, uint opcode)
    {
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        return CommandEffects.Judge(caller, target, new DsmCall(target.Family!.Get(9), (byte[])[.. BitConverter.GetBytes(opcode), 0, 0, 0, 0]), out _);
    }

    private static void NoLess(DsmFunction known, DsmFunction now)
    {
        static int Rank(DsmDanger danger) => Math.Min((int)danger, (int)DsmDanger.Destructive);
        Assert.True(Rank(now.Danger) >= Rank(known.Danger), $"{known}: {now.Danger}");
        Assert.True(now.IsSensitive || !known.IsSensitive, $"{known} is not sensitive any more");
        Assert.True(now.MayHoldSecret || !known.MayHoldSecret, $"{known} has no secret any more");
        Assert.Equal((known.ToString(), known.EffectLog), (known.ToString(), now.EffectLog));
        if (known.Danger != DsmDanger.Read || known.IsSensitive)
        {
            Assert.Equal((known.Name, known.Title), (now.Name, now.Title));
        }

        if (!known.MayHoldSecret)
        {
            return;
        }

        // Byte by byte, in requests of the right size and of others.
        var size = known.Input?.FixedSize ?? 32;
        foreach (var length in new[] { size, size + 8, Math.Max(0, size - 1), 0 })
        {
            var request = NdRequest.Call(known.Family.Node, known.Family.Code, known.Number, new byte[length], 64, known.Family.InPlace);
            var (was, isNow) = (Hidden(request, [known]), Hidden(request, [now]));
            Assert.True(was.IsSubsetOf(isNow), $"{known}, {length} bytes: {string.Join(' ', was.Except(isNow))} are shown");
            Assert.True(Bytes(SecretRanges.InInput(known, length)).IsSubsetOf(Bytes(SecretRanges.InInput(now, length))), $"{known}: input of {length}");
            Assert.True(Bytes(SecretRanges.InOutput(known, length)).IsSubsetOf(Bytes(SecretRanges.InOutput(now, length))), $"{known}: output of {length}");
        }
    }

    private static HashSet<int> Hidden(in NdRequest request, DsmFunction[] functions)
    {
        var family = functions[0].Family;
        using var alone = DsmFamilies.Isolate(new DsmRegistry(new DsmFamily(family.Name, family.Node, family.Code, family.Title) { InPlace = family.InPlace, Statuses = family.Statuses, Tables = [() => functions] }));
        return [.. DsmSecrets.Find(family.Node, request.Command.Request, request.ToEnvelope()).SelectMany(s => Enumerable.Range(s.Offset, s.Length))];
    }

    private static HashSet<int> Bytes(IEnumerable<ByteRange> ranges) => [.. ranges.SelectMany(r => Enumerable.Range(r.Start, r.Length))];

    /// <summary>A family's file in which every function is made little of; legacy commands are left out, since they are refused.</summary>
    private static string Changed(DsmFamily family, string way)
    {
        var file = JsonNode.Parse(DsmSchema.Write([family]))!;
        var functions = new JsonArray();
        var reader = family.Functions.FirstOrDefault(f => f is { Danger: DsmDanger.Read, IsSensitive: false })?.Number;
        foreach (var function in file["families"]![0]!["functions"]!.AsArray().Where(f => f!["legacyCommand"] is null).Select(f => f!.DeepClone().AsObject()))
        {
            // What a file must not even say, other tests are about.
            Remove(function, "getter", "fieldsWithStatus");
            function["reader"] = reader;
            foreach (var change in way == All ? AllAtOnce : [way])
            {
                Ways[change](function);
            }

            if (function["effectLog"] is null)
            {
                Remove(function, "effectLog");
            }

            if (function.ToJsonString().Contains("\"secret\":true", StringComparison.Ordinal))
            {
                function["sensitive"] = true;
            }

            Remove(function, "reader");
            functions.Add(function);
        }

        file["families"]![0]!["functions"] = functions;
        return file.ToJsonString(new() { WriteIndented = true });
    }

    /// <summary>The same fields, none of them secret.</summary>
    private static void Show(JsonObject function)
    {
        foreach (var field in (function["input"] as JsonArray ?? function["input"]?["fields"]?.AsArray() ?? []).OfType<JsonObject>())
        {
            Remove(field, "secret");
        }
    }

    private static JsonArray Bytes(JsonObject function) =>
        Size(function) is > 0 and var size ? [new JsonObject { ["name"] = "All", ["kind"] = "Bytes", ["size"] = size }] : [];

    private static JsonArray Numbers(JsonObject function) =>
        [.. Enumerable.Range(0, Size(function) / 4).Select(i => (JsonNode)new JsonObject { ["name"] = $"Number{i}", ["size"] = 4 })];

    private static int Size(JsonObject function) =>
        (function["input"] as JsonArray ?? function["input"]?["fields"]?.AsArray() ?? []).OfType<JsonObject>().Sum(f => (int?)f["size"] ?? 0);

    private static void Remove(JsonObject item, params string[] names)
    {
        foreach (var name in names)
        {
            item.Remove(name);
        }
    }
}
