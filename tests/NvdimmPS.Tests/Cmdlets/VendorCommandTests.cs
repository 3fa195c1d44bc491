using System.Collections;
using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
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
        var run = Run(Invoke, new { Dimm = 0, Opcode = 0x06, SubOpcode = 0x0A }, answer: _ => Answer.No);
        Assert.Single(run.Prompts);
        Assert.Equal(["nmem0 Call 8"], Requests);
        run = Run(Invoke, new { Dimm = 0, Command = "06:0A", Force = true, AllowInUse = true });
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
