using System.Management.Automation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>The same command lines on machines that differ.</summary>
public sealed class FamilyTests(CmdletFixture fixture) : CmdletTest(fixture, "1x1", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private readonly CmdletFixture _fixture = fixture;

    [Theory]
    [InlineData("nvdimm-n", 11, "Msft", "GetNvdimmNHealth")]
    [InlineData("nvdimm-n", "1", "Msft", "GetIdentification")]
    [InlineData("hpe-nvdimm-n", 1, "Hpe1", "GetSmart")]
    [InlineData("hpe2-nvdimm-n", 4, "Hpe2", "GetFlags")]
    [InlineData("papr", 1, "Papr", "GetHealth")]
    [InlineData("hyperv", 1, "HyperV", "GetHealthInformation")]
    [InlineData("qemu", 4, "Intel", "GetNamespaceLabelSize")]
    [InlineData("nfit_test", 1, "Intel", "GetSmart")]
    public void A_number_means_what_the_DIMMs_family_says(string machine, object function, string family, string name)
    {
        var run = RunOn(_fixture.Shared(machine), Invoke, new { Dimm = "nmem0", Function = function });
        Assert.Empty(run.Errors);
        var result = (DsmResult)Assert.Single(run.Objects)!;
        Assert.Equal((family, name), (result.Family, result.FunctionName));
    }

    [Fact]
    public void Labels_are_served_on_a_DIMM_of_any_family()
    {
        var run = RunOn(_fixture.Shared("hyperv"), "Invoke-NvdimmCommand", new { Dimm = "*", Command = "get_size" });
        Assert.Empty(run.Errors);
        Assert.Equal(["nmem0", "nmem1"], run.Objects.Select(o => ((DsmResult)o!).Dimm));
    }

    [Theory]
    [InlineData("qemu", 1, null, "Nvdimm.Dsm.FunctionMasked", ErrorCategory.NotImplemented)]
    [InlineData("hyperv", 4, null, "Nvdimm.Dsm.FunctionMasked", ErrorCategory.NotImplemented)]
    [InlineData("nvdimm-n", 11, "Legacy", "Nvdimm.Dsm.NoLegacyRoute", ErrorCategory.NotImplemented)]
    [InlineData("nfit_test", "GetSupportedModes", null, "Nvdimm.Dsm.FunctionMasked", ErrorCategory.NotImplemented)]
    public void What_a_machine_does_not_offer_is_not_sent(string machine, object function, string? route, string id, ErrorCategory category)
    {
        var kernel = _fixture.Shared(machine);
        var before = kernel.Transcript.Count;
        var run = RunOn(kernel, Invoke, new { Dimm = "nmem0", Function = function, Route = route ?? "Auto" });
        Assert.Equal((id, category), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Equal(before, kernel.Transcript.Count);
    }

    [Fact]
    public void A_bus_that_takes_no_call_says_so() =>
        Assert.Equal("Nvdimm.Dsm.NoCallRoute", Id(RunOn(_fixture.Shared("nfit_test"), Invoke, new { Bus = 1, Function = "TranslateSpa", InputHex = "0000000000000000" })));

    [Fact]
    public void Without_a_driver_there_is_a_warning_and_nothing_to_list()
    {
        foreach (var command in new[] { "Get-NvdimmBus", "Get-NvdimmDevice", "Get-NvdimmRegion", "Get-NvdimmNamespace" })
        {
            var run = RunOn(new NoKernel(), command);
            Assert.Contains("modprobe", Assert.Single(run.Warnings), StringComparison.Ordinal);
            Assert.Empty(run.Output);
            Assert.Empty(run.Errors);
        }

        var missing = RunOn(new NoKernel(), Invoke, new { Dimm = "nmem0", Function = 1 });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(missing));
        Assert.Contains("New-NvdimmSimulator", missing.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_tells_of_each_call()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 1, Verbose = true });
        Assert.StartsWith("nmem0: Intel 1 GetSmart, route Call, 132 bytes, status Success, ", Assert.Single(run.Verbose), StringComparison.Ordinal);
    }
}
