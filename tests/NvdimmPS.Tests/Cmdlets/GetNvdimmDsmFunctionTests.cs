using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmDsmFunctionTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test", shared: true)
{
    private const string Get = "Get-NvdimmDsmFunction";

    private IEnumerable<DsmFunctionInfo> Functions(object? parameters = null, IEnumerable<object?>? pipeline = null) =>
        Objects(Get, parameters, pipeline).Select(o => Assert.IsType<DsmFunctionInfo>(o));

    [Fact]
    public void All_families_are_listed_in_their_order()
    {
        var all = Functions().ToList();
        Assert.Equal(DsmFamilies.All.SelectMany(f => f.Functions).Select(f => f.ToString()), all.Select(f => f.ToString()));
        Assert.All(all, f => Assert.Equal((null, null, null, null), (f.Dimm, f.Bus, f.Offered, f.Routes)));
    }

    [Fact]
    public void A_function_says_all_there_is_to_know()
    {
        var smart = Assert.Single(Functions(new { Family = "intel", Function = "getsmart" }));
        Assert.Equal(("Intel", 1u, "GetSmart", "Read", false, "0", "132", "smart"),
            (smart.Family, smart.Function, smart.FunctionName, smart.Danger, smart.Sensitive, smart.InputSize, smart.OutputSize, smart.LegacyCommand));
        Assert.Empty(smart.InputFields);
        Assert.Contains(smart.OutputFields, f => f.Name == "MediaTemperature");
        Assert.NotNull(smart.Reference);
    }

    [Theory]
    [InlineData("Msft", "*Identification", "Msft 1 GetIdentification", "Msft 3 GetEnergySourceIdentification")]
    [InlineData("3", "0xb", "Msft 11 GetNvdimmNHealth")]
    [InlineData("Hpe?", 1, "Hpe1 1 GetSmart", "Hpe2 1 GetSmart")]
    [InlineData("*Bus", new[] { "ClearError", "1" }, "NfitBus 4 ClearError", "NfitBus 1 GetArsCapabilities", "IntelBus 1 GetFirmwareActivationInfo")]
    [InlineData("Msft", 77, "Msft 77 Function77")]
    public void Families_and_functions_go_by_name_pattern_and_number(string family, object function, params string[] expected)
    {
        var run = Run(Get, new { Family = family, Function = function });
        Assert.Equal(expected.Order(), run.Objects.Select(o => o!.ToString()!).Order());
    }

    [Fact]
    public void A_DIMM_says_what_it_offers_and_by_which_routes()
    {
        var functions = Functions(new { Dimm = "nmem0" }).ToDictionary(f => f.FunctionName);
        Assert.All(functions.Values, f => Assert.Equal(("nmem0", null, "Intel"), (f.Dimm, f.Bus, f.Family)));
        Assert.Equal(["Call", "Legacy"], functions["GetSmart"].Routes!);
        Assert.Equal(["Call"], functions["GetFirmwareInfo"].Routes!);
        Assert.Equal((false, true), (functions["GetSupportedModes"].Offered, functions["GetFirmwareInfo"].Offered));
        Assert.Empty(functions["GetSupportedModes"].Routes!);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_bus_serves_all_bus_families()
    {
        var functions = Functions(new { Bus = 0 }).ToList();
        Assert.Equal(["NfitBus", "IntelBus"], functions.Select(f => f.Family).Distinct());
        Assert.Equal(["Legacy"], functions[0].Routes!);
        Assert.All(functions, f => Assert.Equal((null, "ndbus0"), (f.Dimm, f.Bus)));
    }

    [Fact]
    public void Objects_lead_to_their_functions()
    {
        Assert.Equal(["nmem1", "nmem2"], Functions(new { Function = 1 }, Objects("Get-NvdimmDevice", new { Dimm = "nmem[12]" })).Select(f => f.Dimm));
        Assert.Equal(["nmem4"], Functions(new { Function = 4 }, Objects("Get-NvdimmRegion", new { Region = 2 })).Select(f => f.Dimm));
        Assert.Equal(["nmem3"], Functions(new { Function = 1 }, [Custom("Dimm", "nmem3")]).Select(f => f.Dimm));
        Assert.Equal(["ndbus1"], Functions(new { Function = "ClearError" }, Objects("Get-NvdimmBus", new { Bus = 1 })).Select(f => f.Bus));
    }

    [Fact]
    public void The_tables_need_no_machine()
    {
        var run = RunOn(new NoKernel(), Get, new { Family = "Intel" });
        Assert.Equal(31, run.Objects.Count);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void What_is_not_there_is_one_error_and_the_rest_goes_on()
    {
        var run = Run(Get, new { Family = new[] { "Nope", "Msft", "X*", "I[" }, Function = "Arm" });
        Assert.Equal(["Msft 20 Arm"], run.Objects.Select(o => o?.ToString()));
        Assert.Equal(["Nvdimm.Dsm.UnknownFamily", "Nvdimm.Dsm.UnknownFamily", "Nvdimm.Input.Pattern"], run.Errors.Select(Id));
        Assert.All(run.Errors, e => Assert.Equal(ErrorCategory.InvalidArgument, e.CategoryInfo.Category));

        run = Run(Get, new { Dimm = new[] { "nmem99", "nmem1" }, Function = "GetSmart" });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Single(run.Objects);

        Assert.Equal("Nvdimm.Dsm.UnknownFunction", Id(Run(Get, new { Dimm = "nmem0", Function = "Nope" })));
        Assert.Equal("Nvdimm.Dsm.UnknownFunction", Id(Run(Get, new { Function = "Nope*" })));
        Assert.Equal("AmbiguousParameterSet", Id(Run(Get, new { Dimm = 0, Family = "Intel" }).TerminatingError));
        Assert.Equal("ParameterArgumentValidationError", Id(Run(Get, new { Function = "" }).TerminatingError));
    }
}
