using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmHealthTests(CmdletFixture fixture) : CmdletTest(fixture, "1x3")
{
    private const string Get = "Get-NvdimmHealth";

    [Fact]
    public void All_DIMMs_are_asked_and_each_is_opened_once()
    {
        var all = Objects(Get).Select(o => Assert.IsType<NvdimmHealth>(o)).ToList();
        Assert.Equal(["nmem0", "nmem1", "nmem2"], all.Select(h => h.Dimm));
        Assert.All(all, h => Assert.Equal(("Healthy", "Simulated", "Intel", "ndbus0"), (h.HealthStatus, h.Source, h.Family, h.Bus)));
        Assert.Equal(["nmem0", "nmem1", "nmem2"], Watched.Opened.Select(o => o.Node));
        Assert.Equal(6, Requests.Count());
    }

    [Fact]
    public void Devices_and_its_own_objects_are_piped_in()
    {
        Assert.Equal(["nmem1"], Objects(Get, pipeline: Objects("Get-NvdimmDevice", new { Dimm = 1 })).Select(o => ((NvdimmHealth)o!).Dimm));
        Assert.Equal(["nmem2"], Objects(Get, pipeline: Objects(Get, new { Dimm = 2 })).Select(o => ((NvdimmHealth)o!).Dimm));
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(Run(Get, new { Dimm = "nmem9" })));
    }

    [Fact]
    public void The_platform_alone_needs_no_node()
    {
        Kernel.Dimm("nmem1").NotArmed = true;
        var all = Objects(Get, new { PlatformOnly = true }).Cast<NvdimmHealth>().ToList();
        Assert.Equal(["Unknown", "Unhealthy", "Unknown"], all.Select(h => h.HealthStatus));
        Assert.Empty(Watched.Opened);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_DIMM_that_fails_is_an_object_not_an_error()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem1" });
        var run = Run(Get);
        Assert.Empty(run.Errors);
        Assert.Equal(["Healthy", "Unknown", "Healthy"], run.Objects.Select(o => ((NvdimmHealth)o!).HealthStatus));
    }
}
