using System.Collections;
using System.Management.Automation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Calls whose targets and inputs come through the pipeline.</summary>
public sealed class PipelineTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private DsmResult One(object parameters, IEnumerable<object?>? pipeline = null) => Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, parameters, pipeline)));

    [Fact]
    public void Targets_come_through_the_pipeline()
    {
        Assert.Equal(["nmem10", "nmem11"], Answerers(Objects("Get-NvdimmDevice", new { Dimm = "nmem1[01]" })));
        Assert.Equal(Enumerable.Range(6, 6).Select(i => $"nmem{i}"), Answerers(Objects("Get-NvdimmRegion", new { Region = 1 })));
        Assert.Equal(["nmem3", "nmem4"], Answerers(["nmem3", 4]));
        Assert.Equal(["nmem5"], Answerers([Custom("Dimm", "nmem5")]));
        var bus = One(new { Function = "GetArsStatus" }, Objects("Get-NvdimmBus"));
        Assert.Equal(("ndbus0", null, "ndbus0", "NfitBus"), (bus.Target, bus.Dimm, bus.Bus, bus.Family));
    }

    private IEnumerable<string> Answerers(IEnumerable<object?> pipeline) => Objects(Invoke, new { Function = 1 }, pipeline).Select(r => ((DsmResult)r!).Target);

    [Fact]
    public void A_table_of_calls_comes_through_the_pipeline()
    {
        var row = Custom("Dimm", "nmem2");
        row.Properties.Add(new PSNoteProperty("Function", "GetNamespaceLabelData"));
        row.Properties.Add(new PSNoteProperty("Family", ""));
        row.Properties.Add(new PSNoteProperty("InputHex", "00000000 10000000"));
        var result = One(new { }, [row]);
        Assert.Equal(("nmem2", "GetNamespaceLabelData"), (result.Dimm, result.FunctionName));
    }

    [Fact]
    public void Functions_and_answers_can_be_piped_on()
    {
        Assert.Equal(("nmem3", 12u), Called(One(new { }, Objects("Get-NvdimmDsmFunction", new { Dimm = 3, Function = "GetFirmwareInfo" }))));
        Assert.Equal(("ndbus0", 3u), Called(One(new { }, Objects("Get-NvdimmDsmFunction", new { Bus = 0, Function = "GetArsStatus" }))));
        var labels = One(new { Dimm = 4, Function = 5, Argument = new Hashtable { ["Offset"] = 0, ["Length"] = 16 } });
        var again = One(new { }, [labels]);
        Assert.Equal(("nmem4", 5u), Called(again));
        Assert.Equal(labels.OutputBytes, again.OutputBytes);
        Assert.Equal(("ndbus0", 3u), Called(One(new { }, [One(new { Bus = 0, Function = "GetArsStatus" })])));
    }

    private static (string, uint) Called(DsmResult result) => (result.Target, result.Function);
}
