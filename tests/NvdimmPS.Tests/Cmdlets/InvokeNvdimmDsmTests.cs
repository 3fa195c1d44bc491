using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class InvokeNvdimmDsmTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private DsmResult One(object parameters, IEnumerable<object?>? pipeline = null) => Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, parameters, pipeline)));

    [Fact]
    public void An_answer_says_who_said_what()
    {
        var result = One(new { Dimm = "nmem7", Function = "GetSmart" });
        Assert.Equal(("nmem7", "nmem7", null, "Intel", 1u, "GetSmart", "Call"), (result.Target, result.Dimm, result.Bus, result.Family, result.Function, result.FunctionName, result.Route));
        Assert.Equal(("Success", 0u, "Simulated", 0, false), (result.Status, result.StatusCode, result.Source, result.ReturnValue, result.Truncated));
        Assert.Equal((0, 132, 132L), (result.InputBytes.Length, result.OutputBytes.Length, result.FirmwareSize));
        Assert.Equal(DateTimeKind.Utc, result.Time.Kind);
        Assert.Equal(["nmem7 Call 1"], Requests);
    }

    [Fact]
    public void Decoded_holds_the_fields_by_name()
    {
        var shaped = Assert.Single(Run(Invoke, new { Dimm = "nmem7", Function = 1 }).Output)!;
        var decoded = Assert.IsType<PSObject>(shaped.Properties["Decoded"].Value);
        Assert.Equal("NvdimmPS.DsmDecoded", decoded.TypeNames[0]);
        Assert.Equal(33.5, decoded.Properties["MediaTemperature"].Value);
        Assert.Equal("Normal", decoded.Properties["HealthState"].Value);
        Assert.Null(decoded.Properties["PmicTemperature"].Value);
        Assert.Equal(decoded.Properties.Select(p => p.Name), ((DsmResult)shaped.BaseObject).Fields.Select(f => f.Name));
    }

    [Fact]
    public void Records_are_objects_too()
    {
        var shaped = Assert.Single(Run(Invoke, new { Dimm = "nmem7", Function = "GetCommandEffectLog" }).Output)!;
        var entries = Assert.IsType<PSObject[]>(((PSObject)shaped.Properties["Decoded"].Value!).Properties["Entries"].Value);
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.IsType<uint>(e.Properties["Opcode"].Value));
    }

    [Fact]
    public void DIMMs_answer_in_the_order_of_their_numbers()
    {
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"nmem{i}"), Objects(Invoke, new { Dimm = "*", Function = 1 }).Select(r => ((DsmResult)r!).Dimm));
        Assert.Equal(12, Requests.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData("1")]
    [InlineData("0x1")]
    [InlineData("getsmart")]
    public void A_function_goes_by_name_and_number(object function) => Assert.Equal("GetSmart", One(new { Dimm = 0, Function = function }).FunctionName);

    [Theory]
    [InlineData("Intel")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    public void The_family_is_the_DIMMs_own_unless_it_is_named(string? family) => Assert.Equal("Intel", One(new { Dimm = 0, Function = 1, Family = family }).Family);

    [Fact]
    public void A_route_can_be_chosen()
    {
        Assert.Equal("Legacy", One(new { Dimm = 0, Function = 1, Route = "legacy" }).Route);
        Assert.Equal("Call", One(new { Dimm = 0, Function = 1, Route = DsmRoute.Call }).Route);
        Assert.Equal("Call", One(new { Dimm = 0, Function = 1, Route = "Auto" }).Route);
        Assert.Equal(["nmem0 Legacy 1", "nmem0 Call 1", "nmem0 Call 1"], Requests);
        Assert.Equal("Nvdimm.Dsm.NoLegacyRoute", Id(Run(Invoke, new { Dimm = 0, Function = "GetFirmwareInfo", Route = "Legacy" })));
        Assert.Equal("CannotConvertArgumentNoMessage", Id(Run(Invoke, new { Dimm = 0, Function = 1, Route = "Sideways" }).TerminatingError));
    }

    [Fact]
    public void Raw_takes_the_answer_as_it_is()
    {
        var shaped = Assert.Single(Run(Invoke, new { Dimm = 0, Function = 1, Raw = true }).Output)!;
        var result = (DsmResult)shaped.BaseObject;
        Assert.Empty(result.Fields);
        Assert.Equal((132, "Success"), (result.OutputBytes.Length, result.Status));
        Assert.Null(shaped.Properties["Decoded"].Value);
    }

    [Fact]
    public void What_goes_wrong_at_one_DIMM_leaves_the_others_alone()
    {
        var run = Run(Invoke, new { Dimm = new object[] { "nmem1", "nmem99", "x*", 2 }, Function = 1 });
        Assert.Equal(["nmem1", "nmem2"], run.Objects.Select(o => ((DsmResult)o!).Dimm));
        Assert.Equal([("Nvdimm.Dimm.NotFound", (object?)"nmem99"), ("Nvdimm.Dimm.NotFound", "x*")], run.Errors.Select(e => (Id(e), (object?)e.TargetObject)));
    }

    [Theory]
    [InlineData("Nope", null, "Nvdimm.Dsm.UnknownFunction", ErrorCategory.InvalidArgument)]
    [InlineData("1", "Nope", "Nvdimm.Dsm.UnknownFamily", ErrorCategory.InvalidArgument)]
    [InlineData("1", "NfitBus", "Nvdimm.Dsm.UnknownFamily", ErrorCategory.InvalidArgument)]
    [InlineData("1", "Msft", "Nvdimm.Dsm.OtherFamily", ErrorCategory.InvalidArgument)]
    [InlineData("32", null, "Nvdimm.Dsm.FunctionNumber", ErrorCategory.InvalidArgument)]
    [InlineData("0", null, "Nvdimm.Dsm.FunctionMasked", ErrorCategory.NotImplemented)]
    public void A_call_that_cannot_be_is_not_sent(string function, string? family, string id, ErrorCategory category)
    {
        var run = Run(Invoke, new { Dimm = 0, Function = function, Family = family, Force = true });
        Assert.Equal((id, category), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Equal("nmem0", run.Errors[0].TargetObject?.ToString());
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_call_needs_a_function_and_a_target()
    {
        Assert.Equal("MissingMandatoryParameter", Id(Run(Invoke, new { Dimm = 0 }).TerminatingError));
        Assert.Equal("Nvdimm.Input.NoTarget", Id(Run(Invoke, new { Function = 1 })));
        Assert.Equal("AmbiguousParameterSet", Id(Run(Invoke, new { Function = 1, Dimm = 0, Bus = 0 }).TerminatingError));
    }
}
