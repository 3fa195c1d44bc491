using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmThresholdTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmThreshold";

    [Fact]
    public void Intel_is_asked_one_function_a_DIMM()
    {
        var found = Objects(Get).Cast<NvdimmThreshold>().ToList();
        Assert.Equal(["nmem0", "nmem1"], found.Select(t => t.Dimm));
        Assert.Equal(["nmem0 Call 2", "nmem1 Call 2"], Requests);
        var first = found[0];
        Assert.Equal((82.0, 98.0, 50), (first.MediaTemperature, first.ControllerTemperature, first.SparesRemaining));
        Assert.Equal(["SparesRemaining", "MediaTemperature", "ControllerTemperature"], first.AlarmsEnabled!);
        Assert.Contains("no such threshold", first.Unavailable["LifeWarning"], StringComparison.Ordinal);
        Assert.Equal(("Intel", "Simulated", DateTimeKind.Utc), (first.Family, first.Source, first.Time.Kind));
    }

    [Fact]
    public void Where_modules_slow_down_and_shut_down_takes_one_call_more_when_asked_for()
    {
        Assert.Contains("not asked for", Objects(Get, new { Dimm = 0 }).Cast<NvdimmThreshold>().Single().Unavailable["MediaShutdown"], StringComparison.Ordinal);
        var found = Assert.IsType<NvdimmThreshold>(Assert.Single(Objects(Get, new { Dimm = 1, Characteristics = true })));
        Assert.Equal(["nmem0 Call 2", "nmem1 Call 2", "nmem1 Call 9"], Requests);
        Assert.Equal((82.0, 80.0, 85.0), (found.MediaThrottlingStart, found.MediaThrottlingStop, found.MediaShutdown));
        Assert.Equal((98.0, 93.0, 98.0), (found.ControllerThrottlingStart, found.ControllerThrottlingStop, found.ControllerShutdown));
        Assert.Equal(2, found.Functions.Count);
        Reasons.AssertComplete(found);
    }

    /// <summary>Older firmware refuses the command, other families have none: the thresholds are there all the same.</summary>
    [Fact]
    public void Firmware_that_does_not_say_where_it_slows_down_gives_a_reason()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 9, Kind = SimulatorFaultKind.Status, Value = 0x0004_0007 });
        var found = Assert.IsType<NvdimmThreshold>(Assert.Single(Objects(Get, new { Dimm = 0, Characteristics = true })));
        Assert.Equal((82.0, null), (found.MediaTemperature, found.MediaThrottlingStart));
        Assert.Contains("does not know this command", found.Unavailable["MediaThrottlingStart"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
        using var kernel = new SimulatedKernel("hpe-nvdimm-n");
        var other = Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0, Characteristics = true }).Objects));
        Assert.Contains("only modules of the Intel family", other.Unavailable["ControllerShutdown"], StringComparison.Ordinal);
        Reasons.AssertComplete(other);
    }

    [Theory]
    [InlineData("hpe-nvdimm-n", 85.0, 10, "MediaTemperature SparesRemaining LifeWarning LifeError")]
    [InlineData("hpe2-nvdimm-n", 85.0, 10, "SparesRemaining MediaTemperature LifeWarning LifeError")]
    [InlineData("nvdimm-n", null, null, null)]
    public void Families_of_NVDIMM_N_speak_the_same_words(string topology, double? media, int? spares, string? alarms)
    {
        using var kernel = new SimulatedKernel(topology);
        var found = Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal((media, spares), (found.MediaTemperature, found.SparesRemaining));
        Assert.Equal((20, 10, 20, 10), (found.LifeWarning, found.LifeError, found.EnergySourceLifetimeWarning, found.EnergySourceLifetimeError));
        Assert.Equal((55.0, 65.0), (found.EnergySourceTemperatureWarning, found.EnergySourceTemperatureError));
        Assert.Equal(alarms, found.AlarmsEnabled is { } armed ? string.Join(' ', armed.Take(4)) : null);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void A_family_without_thresholds_is_an_error_and_no_request(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var run = RunOn(kernel, Get, new { Dimm = 0 });
        Assert.Equal("Nvdimm.Threshold.NotOffered", Id(run));
        Assert.Contains("no thresholds", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(kernel.Transcript);
    }

    [Fact]
    public void One_bad_DIMM_never_hides_another()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 2, Kind = SimulatorFaultKind.Status, Value = 4 });
        var run = Run(Get);
        Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(run));
        Assert.Equal(["nmem1"], run.Objects.Select(o => o?.ToString()));

        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Function = 2, Kind = SimulatorFaultKind.Truncate, Value = 6 });
        Assert.Equal(["Nvdimm.Dsm.FirmwareStatus", "Nvdimm.Dsm.ShortReply"], Run(Get).Errors.Select(Id));
    }

    [Fact]
    public void Garbage_is_shown_as_it_is_and_nothing_crashes()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            using var kernel = new SimulatedKernel("1x1");
            kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Garbage, Seed = seed });
            var run = RunOn(kernel, Get);
            Assert.Equal(1, run.Objects.Count + run.Errors.Count);
            Assert.All(run.Objects, o => Reasons.AssertComplete(o!));
        }
    }

    [Fact]
    public void Where_one_of_two_functions_fails_the_other_still_tells()
    {
        using var kernel = new SimulatedKernel("nvdimm-n");
        kernel.Faults.Add(new SimulatorFault { Function = 7, Kind = SimulatorFaultKind.Status, Value = 0x10004 });
        var found = Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal(20, found.LifeWarning);
        Assert.Contains("refused by the firmware", found.Unavailable["EnergySourceLifetimeWarning"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Without_rights_there_is_an_error_with_the_udev_rule()
    {
        Kernel.Dimms[0].ReadOnlyNode = true;
        var run = Run(Get, new { Dimm = 0 });
        Assert.Equal("Nvdimm.Open.EACCES", Id(run));
        Assert.Contains("udev", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }
}
