using System.Collections;
using System.Management.Automation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class InvokeNvdimmCommandTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Invoke = "Invoke-NvdimmCommand";

    public static TheoryData<string, string, string?, string> Reads => new()
    {
        { "Dimm", "smart", null, "GetSmart" },
        { "Dimm", "SMART_THRESH", null, "GetSmartThreshold" },
        { "Dimm", "flags", null, "GetBlockFlags" },
        { "Dimm", "get_size", null, "GetNamespaceLabelSize" },
        { "Dimm", "get_data", "0000000010000000", "GetNamespaceLabelData" },
        { "Bus", "ars_status", null, "GetArsStatus" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_command_is_its_function_by_the_legacy_route(string target, string command, string? input, string function)
    {
        var result = (DsmResult)Assert.Single(Objects(Invoke, new Dictionary<string, object?> { [target] = 0, ["Command"] = command, ["InputHex"] = input }))!;
        Assert.Equal(("Legacy", function, "Success"), (result.Route, result.FunctionName, result.Status));
        Assert.Contains(" Legacy ", Assert.Single(Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_come_through_the_pipeline()
    {
        Assert.Equal(["nmem0", "nmem1"], Objects(Invoke, new { Command = "smart" }, Objects("Get-NvdimmDevice")).Select(r => ((DsmResult)r!).Dimm));
        Assert.Equal("ndbus0", ((DsmResult)Assert.Single(Objects(Invoke, new { Command = "ars_status" }, Objects("Get-NvdimmBus")))!).Bus);
        var row = Custom("Dimm", "nmem1");
        row.Properties.Add(new PSNoteProperty("Command", "get_size"));
        Assert.Equal("nmem1", ((DsmResult)Assert.Single(Objects(Invoke, null, [row]))!).Dimm);
    }

    [Fact]
    public void Labels_are_written_and_read_back()
    {
        Kernel.DisableRegion("region0");
        var run = Run(Invoke, new { Dimm = 0, Command = "set_data", Argument = new Hashtable { ["Offset"] = 0, ["Data"] = "c0ffee" } });
        Assert.Single(run.Prompts);
        Assert.Single(run.Objects);
        var read = (DsmResult)Assert.Single(Objects(Invoke, new { Dimm = 0, Command = "get_data", Argument = new Hashtable { ["Offset"] = 0, ["Length"] = 3 } }))!;
        Assert.Equal([0xc0, 0xff, 0xee], read.OutputBytes[4..]);
    }

    [Fact]
    public void What_is_dangerous_is_asked_about()
    {
        Assert.Empty(Run(Invoke, new { Dimm = 0, Command = "vendor", InputHex = "0000000000000000", OutputSize = 64, AllowInUse = true }, answer: _ => Answer.No).Output);
        Assert.Equal(["nmem0 Call 8"], Requests); // the effect log, which does not know the opcode
        Assert.Equal("Nvdimm.Dsm.NotConfirmed", Id(Run(Invoke, new { Bus = 0, Command = "clear_error", Argument = new Hashtable { ["Address"] = 0, ["Length"] = 256 }, AllowInUse = true },
            answer: _ => throw new InvalidOperationException("There is no user."))));
        Assert.Single(Requests);
    }

    [Theory]
    [InlineData("Dimm", "ars_cap", "Nvdimm.Command.Unknown")]
    [InlineData("Dimm", "cmd_call", "Nvdimm.Command.Unknown")]
    [InlineData("Bus", "smart", "Nvdimm.Command.Unknown")]
    [InlineData("Dimm", "nope", "Nvdimm.Command.Unknown")]
    [InlineData("Dimm", "get_data", "Nvdimm.Dsm.MissingArgument")]
    public void A_command_that_cannot_be_is_not_sent(string target, string command, string id)
    {
        var run = Run(Invoke, new Dictionary<string, object?> { [target] = 0, ["Command"] = command });
        Assert.Equal((id, ErrorCategory.InvalidArgument), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Empty(Requests);
    }

    [Fact]
    public void What_goes_wrong_at_one_DIMM_leaves_the_others_alone()
    {
        var run = Run(Invoke, new { Dimm = new[] { "nmem9", "nmem1" }, Command = "smart" });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
    }
}
