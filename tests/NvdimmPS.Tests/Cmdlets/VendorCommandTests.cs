using System.Collections;
using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Commands to the module's own firmware: consent, decoding, secrets.</summary>
public sealed class VendorCommandTests : CmdletTest
{
    private const string Invoke = "Invoke-NvdimmVendorCommand";

    public VendorCommandTests(CmdletFixture fixture)
        : base(fixture) => Kernel.DisableRegion("region0");

    [Fact]
    public void A_read_that_the_effect_log_confirms_is_sent_without_a_question()
    {
        var run = Run(Invoke, new { Dimm = 0, Command = "GetHealthLog" }, answer: _ => Answer.No);
        Assert.Empty(run.Prompts);
        // The effect log, the version of the module's interface, the command.
        Assert.Equal(["nmem0 Call 8", "nmem0 Call 9", "nmem0 Call 9"], Requests);
        var result = Assert.IsType<DsmResult>(Assert.Single(run.Objects));
        Assert.Equal(("08:00 GetHealthLog", "Success", 33.0, "%"), (result.VendorCommand, result.Status, result.Find("MediaTemperature")!.Value, result.Find("PercentageRemaining")!.Unit));
        Assert.Equal(100, Convert.ToInt32(Decoded(run, "PercentageRemaining"), null));
    }

    [Fact]
    public void A_read_that_the_effect_log_does_not_name_is_asked_about()
    {
        var run = Run(Invoke, new { Dimm = 0, Opcode = 0x06, SubOpcode = 0x05 }, answer: _ => Answer.No);
        Assert.Single(run.Prompts);
        Assert.Equal(["nmem0 Call 8"], Requests);
        run = Run(Invoke, new { Dimm = 0, Command = "06:05", Force = true, AllowInUse = true });
        Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(run));
        Assert.Contains("does not know this command", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_opcode_of_no_table_counts_as_unknown_even_where_the_log_calls_it_harmless()
    {
        var run = Run(Invoke, new { Dimm = 0, Opcode = 5, InputHex = "0102" }, answer: _ => Answer.No);
        Assert.Single(run.Prompts);
        Assert.Equal(["nmem0 Call 8"], Requests);
        var result = Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new { Dimm = 0, Opcode = 5, InputHex = "0102", Force = true, AllowInUse = true })));
        Assert.Equal(new byte[] { 1, 2 }, result.Find("Data")!.Value);
    }

    /// <summary>By pieces of 4 KiB, each with its place; the command that follows takes them.</summary>
    [Fact]
    public void A_large_payload_is_written_and_read_in_pieces()
    {
        var data = new byte[128 << 10];
        new Random(1).NextBytes(data);
        var input = BitConverter.GetBytes(data.Length).Concat(new byte[4]).Concat(data).ToArray();
        var sent = new List<(int Size, int Offset)>();
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[64] == 0xFD && buffer[65] == 1)
            {
                sent.Add((BitConverter.ToInt32(buffer[72..]), BitConverter.ToInt32(buffer[76..])));
            }
        };
        var run = Run(Invoke, new { Dimm = 0, Command = "WriteLargePayload", InputHex = Convert.ToHexString(input), AllowSensitive = true, Force = true, AllowInUse = true });
        Assert.Empty(run.Errors);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (4096, i * 4096)), sent);
        Assert.Equal(32, run.Objects.Count);
        Assert.DoesNotContain(Convert.ToHexString(data.AsSpan(0, 8)), string.Join('\n', run.Verbose), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Run(Invoke, new { Dimm = 0, Command = "SetPlatformConfigData", Argument = new Hashtable { ["Partition"] = "OemOs", ["Payload"] = "Large" }, Force = true, AllowInUse = true }).Errors);
        Assert.Equal(data, Kernel.Buses[0].Dimms[0].State.PlatformData);
        Assert.Empty(Run(Invoke, new { Dimm = 0, Command = "GetPlatformConfigData", Argument = new Hashtable { ["Partition"] = "OemOs", ["Payload"] = "Large" } }).Errors);
        var read = Objects(Invoke, new { Dimm = 0, Command = "ReadLargePayload", Argument = new Hashtable { ["Size"] = 6000, ["Offset"] = 100 } }).Cast<DsmResult>().Select(r => (byte[])r.Find("Data")!.Value!).ToList();
        Assert.Equal([4096, 1904], read.Select(b => b.Length));
        Assert.Equal(data[100..6100], read.SelectMany(b => b));
    }

    /// <summary>The last 64 bytes of 1 MiB, byte by byte as the document has them; one further is refused, as is what a smaller mailbox cannot take.</summary>
    [Theory]
    [InlineData("largewrite-full", 1 << 20, null)]
    [InlineData("largewrite-full", (1 << 20) - 1, "up to byte 1,048,576, and it has 1,048,575")]
    [InlineData("largewrite-last-short", 1 << 20, "up to byte 2,147,483,665, and it has 1,048,576")]
    [InlineData("largeread-input-1", 4096, "and it has 4,096")]
    public void What_is_beyond_the_large_payload_is_refused_and_nothing_of_it_is_sent(string golden, int size, string? refusal)
    {
        var item = GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == golden);
        var input = GoldenFile.Hex(item, "input");
        input = golden.StartsWith("largeread", StringComparison.Ordinal) ? [.. input, .. new byte[120]] : input;
        var sent = new List<byte[]>();
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[64] == 0xFD && buffer[65] == 0)
            {
                BitConverter.TryWriteBytes(buffer[(64 + 8 + 8)..], size);
                BitConverter.TryWriteBytes(buffer[(64 + 8 + 12)..], size);
            }
            else if (buffer[64] == 0xFD)
            {
                sent.Add(buffer.Slice(72, input.Length).ToArray());
            }
        };
        var run = Run(Invoke, new { Dimm = 0, Opcode = 0xFD, SubOpcode = item.GetProperty("subOpcode").GetByte(), InputHex = Convert.ToHexString(input), AllowSensitive = true, Force = true, AllowInUse = true });
        if (refusal is null)
        {
            Assert.Equal(input, Assert.Single(sent));
            Assert.Empty(run.Errors);
        }
        else
        {
            Assert.Equal("Nvdimm.ModuleLog.BeyondPayload", Id(run));
            Assert.Contains(refusal, run.Errors[0].ToString(), StringComparison.Ordinal);
            Assert.Empty(sent);
        }
    }

    /// <summary>What is written has the room of the input, what is read that of the output, and pieces are as large as the larger takes.</summary>
    [Theory]
    [InlineData(1 << 20, 1 << 10, 1, 2)]
    [InlineData(1 << 10, 1 << 20, 2, 1)]
    public void A_large_payload_whose_input_and_output_differ_in_size(int input, int output, byte fits, byte doesNotFit)
    {
        var sent = new List<(byte SubOpcode, int Size, int Offset)>();
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[64] == 0xFD && buffer[65] == 0)
            {
                var at = 64 + BitConverter.ToInt32(buffer[16..]) + 8;
                BitConverter.TryWriteBytes(buffer[at..], input);
                BitConverter.TryWriteBytes(buffer[(at + 4)..], output);
            }
            else if (buffer[64] == 0xFD)
            {
                sent.Add((buffer[65], BitConverter.ToInt32(buffer[72..]), BitConverter.ToInt32(buffer[76..])));
            }
        };
        Assert.Empty(Send(fits, 6000).Errors);
        Assert.Equal([(fits, 4096, 0), (fits, 1904, 4096)], sent);
        sent.Clear();
        var run = Send(doesNotFit, 2000);
        Assert.Equal("Nvdimm.ModuleLog.BeyondPayload", Id(run));
        Assert.Contains("up to byte 2,000, and it has 1,024", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(sent);

        CmdletRun Send(byte subOpcode, int size) => Run(Invoke, new
        {
            Dimm = 0, Opcode = 0xFD, SubOpcode = subOpcode, AllowSensitive = true, Force = true, AllowInUse = true,
            InputHex = Convert.ToHexString([.. BitConverter.GetBytes(size), .. new byte[4], .. new byte[subOpcode == 1 ? size : 120]]),
        });
    }

    /// <summary>The module's own effect log is that of function 8, in pieces of 16 entries and by the large payload.</summary>
    [Fact]
    public void The_modules_own_effect_log()
    {
        var log = Assert.IsType<DsmResult>(Assert.Single(Objects("Invoke-NvdimmDsm", new { Dimm = 0, Function = "GetCommandEffectLog" }))).GetOutputBytes()[8..];
        DsmResult Ask(string action, int offset = 0, string payload = "Small") => Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new
        {
            Dimm = 0, Command = "GetCommandEffectLog", Argument = new Hashtable { ["LogAction"] = action, ["EntryOffset"] = offset, ["PayloadType"] = payload },
        })));
        var count = (int)Ask("Count").Find("Count")!.Number;
        Assert.Equal(log.Length / 8, count);
        Assert.Equal(count, Enumerable.Range(0, (count + 15) / 16).Sum(i => ((DsmFieldValue[][])Ask("Entries", i * 16).Find("Entries")!.Value!).Length));
        _ = Ask("Entries", payload: "Large");
        var large = Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new { Dimm = 0, Command = "ReadLargePayload", Argument = new Hashtable { ["Size"] = log.Length } })));
        Assert.Equal(log, large.Find("Data")!.Value);
    }

    /// <summary>Older firmware knows neither log of effects: a read is asked about, and the module's refusal is told.</summary>
    [Fact]
    public void Older_firmware_without_an_effect_log()
    {
        Watched.AfterRequest = (_, buffer) =>
        {
            var (function, at) = (BitConverter.ToUInt64(buffer[8..]), 64 + BitConverter.ToInt32(buffer[16..]));
            if (function == 8 || (function == 9 && buffer[64] == 8 && buffer[65] == 0xFF))
            {
                BitConverter.TryWriteBytes(buffer[at..], function == 8 ? 1u : 4u << 16 | 7);
                buffer[(at + 4)..].Clear();
            }
        };
        Assert.Single(Run(Invoke, new { Dimm = 0, Command = "GetHealthLog" }, answer: _ => Answer.No).Prompts);
        var run = Run(Invoke, new { Dimm = 0, Command = "GetCommandEffectLog", Force = true, AllowInUse = true });
        Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(run));
        Assert.Contains("does not know this command", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passphrases_are_refused_without_consent_and_shown_nowhere()
    {
        var input = string.Concat(Enumerable.Repeat("5a", 32));
        var call = new { Dimm = 0, Command = "SetPassphrase", Argument = new Hashtable { ["NewPassphrase"] = input } };
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(Run(Invoke, call)));
        Assert.Empty(Requests);
        foreach (var run in new[]
        {
            Run(Invoke, new { call.Dimm, call.Command, call.Argument, WhatIf = true }),
            Run(Invoke, new { call.Dimm, call.Command, call.Argument, AllowSensitive = true, Force = true, AllowInUse = true, Verbose = true }),
            Run(Invoke, new { Dimm = 0, Opcode = 0xFD, SubOpcode = 5, InputHex = $"03f1000000000000e8030000{new string('0', 128)}{input}{new string('0', 64)}", AllowSensitive = true, Force = true, AllowInUse = true }),
            Run("Invoke-NvdimmDsm", new { Dimm = 0, Function = "PassThrough", InputHex = $"03f1000080000000{new string('0', 128)}{input}{new string('0', 64)}", WhatIf = true }),
            Run("Invoke-NvdimmDsm", new { Dimm = 0, Function = "PassThrough", InputHex = $"03f1000080000000{new string('0', 128)}{input}{new string('0', 64)}", AllowSensitive = true, Force = true, AllowInUse = true }),
            Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = "PassThrough", InputHex = $"03f1000080000000{new string('0', 128)}{input}{new string('0', 64)}" }),
        })
        {
            var said = string.Join('\n', [.. run.Verbose, .. run.Warnings, .. run.Errors.Select(e => $"{e} {e.Exception} {e.TargetObject}"), $"{run.TerminatingError}"]);
            Assert.DoesNotContain("5a5a5a", said + string.Join('\n', run.Objects.SelectMany(Texts)), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void An_explanation_shows_the_commands_fields_within_the_function()
    {
        var explanation = Assert.IsType<DsmExplanation>(Assert.Single(Objects(Invoke, new { Dimm = 0, Command = "GetErrorLog", Argument = new Hashtable { ["Type"] = "Thermal", ["RequestCount"] = 7 }, WhatIf = true })));
        Assert.Empty(Requests);
        Assert.Equal(("Read", 64 + 136 + 136), (explanation.Danger, explanation.Length));
        Assert.Equal(["Opcode=1288", "Length=128 bytes", "Level=Low", "Type=Thermal", "Info=Entries", "Payload=Small", "SequenceNumber=0", "RequestCount=7"],
            explanation.Rows.Where(r => r.Section == "Input").Select(r => $"{r.Field}={r.Value}"));
        Assert.Contains(explanation.Rows, r => r is { Section: "Output", Field: "ReturnCount" });
    }

    [Fact]
    public void What_depends_on_the_version_of_the_interface_is_read_by_the_modules_own()
    {
        var power = Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new { Dimm = 0, Command = "GetMemoryInfo", Argument = new Hashtable { ["Page"] = 4 } })));
        Assert.Equal((ushort)7000, power.Find("AveragePower12V")!.Value);
        var third = VendorFunctions.Of(VendorCommands.Find("GetMemoryInfo")!, [4], new FisVersion(3, 1));
        Assert.Equal("not reported (FIS 2.0 to before 3.0; this module has 3.1)", DsmDecoder.DecodeOutput(third, power.OutputBytes).Fields.Single(f => f.Name == "AveragePower12V").Reason);
    }

    [Fact]
    public void Bytes_from_elsewhere_are_decoded_by_the_command_that_is_named()
    {
        var answer = Convert.ToHexString(Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new { Dimm = 0, Command = "GetBootStatus" }))).OutputBytes);
        var payload = Assert.IsType<DsmPayload>(Assert.Single(Objects("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 9, OutputHex = answer, VendorCommand = "FD:03" })));
        Assert.Equal("InitComplete", payload.Fields.Single(f => f.Name == "MajorCheckpoint").Value);
        Assert.NotNull(payload.Fields.Single(f => f.Name == "AitDram").Value);
        var old = Assert.IsType<DsmPayload>(Assert.Single(Objects("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 9, OutputHex = answer, VendorCommand = "FD:03", FisVersion = "1.4" })));
        Assert.Equal("not reported (from FIS 1.5; this module has 1.4)", old.Fields.Single(f => f.Name == "AitDram").Reason);
        Assert.Equal("Nvdimm.ModuleLog.NoFisVersion", Id(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 9, OutputHex = answer, VendorCommand = "FD:03", FisVersion = "one" })));
        Assert.Equal("Nvdimm.ModuleLog.CarriesNone", Id(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 1, OutputHex = answer, VendorCommand = "FD:03" })));
        Assert.Equal("Nvdimm.ModuleLog.NothingToVersion", Id(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 9, OutputHex = answer, FisVersion = "1.4" })));
        Assert.Equal("Nvdimm.ModuleLog.NothingToVersion", Id(Run("ConvertFrom-NvdimmDsm", new { FisVersion = "1.4" }, Objects("Invoke-NvdimmDsm", new { Dimm = 0, Function = 1 }))));
        Assert.Equal("Nvdimm.ModuleLog.NothingToVersion", Id(Run("ConvertFrom-NvdimmDsm", new { FisVersion = "1.4", PackageHex = answer })));
        var result = Objects(Invoke, new { Dimm = 0, Command = "GetMemoryInfo", Argument = new Hashtable { ["Page"] = 1 } });
        var power = Objects(Invoke, new { Dimm = 0, Command = "GetMemoryInfo", Argument = new Hashtable { ["Page"] = 4 } });
        Assert.Equal("not reported (from FIS 2.0; this module has 1.13)", Objects("ConvertFrom-NvdimmDsm", new { FisVersion = "1.13" }, power).Cast<DsmPayload>().Last().Fields.Single(f => f.Name == "DcpmmAveragePower").Reason);
        Assert.Contains("TotalMediaReads", Objects("ConvertFrom-NvdimmDsm", pipeline: result).Cast<DsmPayload>().Last().Fields.Select(f => f.Name));
    }

    [Fact]
    public void Every_command_is_listed_with_its_fields()
    {
        var listed = Objects("Get-NvdimmDsmFunction", new { Vendor = true }).Cast<DsmFunctionInfo>().ToList();
        Assert.Equal(VendorCommands.All.Select(c => c.Code), listed.Select(f => f.Opcode));
        Assert.Equal(listed.Count, listed.Select(f => f.FunctionName).Distinct().Count());
        Assert.Contains("Entries", listed.Single(f => f.Opcode == "08:05").OutputFields.Select(f => f.Name));
        Assert.True(Assert.IsType<DsmFunctionInfo>(Assert.Single(Objects("Get-NvdimmDsmFunction", new { Dimm = 0, Vendor = true, Function = "GetHealthLog" }))).Offered);
        Assert.Empty(Objects("Get-NvdimmDsmFunction", new { Family = "Msft", Vendor = true }));

        // What the next step of a refused command names.
        NextStep step = $"{Mention.LayoutOfCommand("GetMemoryInfo")}";
        Assert.Equal("Get-NvdimmDsmFunction -Vendor -Function GetMemoryInfo", step.In(NvdimmPS.Shell.Output.PowerShellWords.Instance));
        Assert.NotEmpty(Assert.IsType<DsmFunctionInfo>(Assert.Single(Objects("Get-NvdimmDsmFunction", new { Vendor = true, Function = "GetMemoryInfo" }))).InputFields);
        Assert.StartsWith("Nvdimm.ModuleLog.NoCommand", Run(Invoke, new { Dimm = 0, Command = "GetNothing" }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static object? Decoded(CmdletRun run, string name) =>
        ((PSObject)run.Output.Single()!.Properties["Decoded"].Value).Properties[name].Value;

    private static IEnumerable<string> Texts(object? item) => item switch
    {
        DsmResult r => [r.InputHex, r.OutputHex, .. r.Fields.Select(f => $"{f} {f.Raw}")],
        DsmPayload p => [p.Hex.Replace(" ", "", StringComparison.Ordinal), .. p.Fields.Select(f => $"{f} {f.Raw}")],
        DsmExplanation e => e.Rows.Select(r => $"{r} {r.Bytes}"),
        _ => [$"{item}"],
    };
}
