using System.Management.Automation;
using NvdimmPS.Shell.Session;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class SimulatorCmdletTests(CmdletFixture fixture) : SimulatorCmdletTest(fixture)
{
    [Fact]
    public void A_simulator_is_what_the_cmdlets_see()
    {
        var simulator = Start();
        Assert.Equal(("2x6", true, 12), (simulator.Topology, simulator.Active, simulator.Dimms.Length));
        Assert.Same(simulator, Assert.Single(Run(Get).Objects));
        var devices = Run("Get-NvdimmDevice").Objects.Cast<NvdimmDevice>().ToList();
        Assert.Equal(12, devices.Count);
        Assert.All(devices, d => Assert.Equal("Simulated", d.Source));

        simulator.Dimm("NMEM3").MediaTemperature = 71;
        var smart = Assert.Single(Run("Invoke-NvdimmDsm", new() { ["Dimm"] = 3, ["Function"] = 1 }).Output)!;
        Assert.Equal(71.0, ((PSObject)smart.Properties["Decoded"].Value!).Properties["MediaTemperature"].Value);
        Assert.Equal(("nmem3", "Call", "Intel", 1u, "GetSmart", 0), simulator.Transcript is [var r] ? (r.Target, r.Route, r.Family, r.Function, r.FunctionName, r.Result) : default);
    }

    [Fact]
    public void Servers_are_of_the_family_that_is_wanted()
    {
        var simulator = Assert.IsType<NvdimmSimulator>(Assert.Single(Run(New, new() { ["Topology"] = "1x2", ["Family"] = "Hpe2" }).Objects));
        Assert.Equal("1x2:hpe2", simulator.Topology);
        Assert.All(Run("Get-NvdimmDevice").Objects.Cast<NvdimmDevice>(), d => Assert.Equal("Hpe2", d.Family));
        Assert.Equal("Nvdimm.Simulator.Topology", Id(Run(New, new() { ["Topology"] = "qemu", ["Family"] = "Msft", ["Force"] = true })));
        Assert.True(simulator.Active);
    }

    [Fact]
    public void After_it_is_removed_nothing_simulated_is_seen()
    {
        var simulator = Start("1x2");
        Assert.Empty(Run(Remove).Errors);
        Assert.False(simulator.Active);
        Assert.Empty(Run(Get).Objects);
        Assert.Contains(Run(Get, new() { ["Verbose"] = true }).Verbose, v => v.Contains("real machine", StringComparison.Ordinal));
        foreach (var command in new[] { "Get-NvdimmBus", "Get-NvdimmDevice", "Get-NvdimmRegion", "Get-NvdimmNamespace" })
        {
            Assert.DoesNotContain(Run(command).Output, o => o!.Properties["Source"].Value is not "Device");
        }
    }

    [Fact]
    public void There_is_one_at_a_time_unless_it_is_forced()
    {
        var first = Start("1x1");
        var run = Run(New, new() { ["Topology"] = "qemu" });
        Assert.Equal(("Nvdimm.Simulator.Active", ErrorCategory.InvalidOperation), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Same(first, NvdimmSession.Simulator);

        var second = Start("qemu", force: true);
        Assert.Equal((false, true), (first.Active, second.Active));
        Assert.False(Directory.Exists(first.SysfsRoot));
        Assert.Equal(2, Run("Get-NvdimmDevice").Objects.Count);
    }

    [Fact]
    public void One_that_is_kept_comes_back_as_it_was()
    {
        var first = Start("1x1");
        first.Dimm("nmem0").MediaTemperature = 55;
        first.Kept = true;
        var second = Start("qemu", force: true);
        Assert.Equal((false, true), (first.Active, second.Active));
        first.Activate();
        second.Dispose();
        Assert.Equal((true, false), (first.Active, second.Active));
        Assert.Equal(55.0, Assert.Single(Run("Get-NvdimmHealth").Output)!.Properties["MediaTemperature"].Value);
        Assert.Throws<ObjectDisposedException>(second.Activate);
        Assert.True(first.Active);
    }

    [Fact]
    public void Removing_one_that_is_not_active_leaves_the_active_one_alone()
    {
        var first = Start("1x1");
        var second = Start("1x2", force: true);
        Assert.Empty(Run(Remove, pipeline: [first]).Errors);
        Assert.True(second.Active);
        Assert.Empty(Run(Remove, new() { ["Simulator"] = second }).Errors);
        Assert.Null(NvdimmSession.Simulator);

        var run = Run(Remove);
        Assert.Equal(("Nvdimm.Simulator.None", ErrorCategory.ObjectNotFound), (Id(run), run.Errors[0].CategoryInfo.Category));
    }

    [Fact]
    public void Starting_and_removing_can_be_tried_and_asked_about()
    {
        var run = Run(New, new() { ["Topology"] = "1x1", ["WhatIf"] = true });
        Assert.Contains("Start a simulator", Assert.Single(run.HostLines), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Null(NvdimmSession.Simulator);

        var simulator = Start("1x1");
        Assert.Contains("Remove the simulator", Assert.Single(Run(Remove, new() { ["WhatIf"] = true }).HostLines), StringComparison.Ordinal);
        Assert.Single(Run(Remove, new() { ["Confirm"] = true }, answer: _ => Answer.No).Prompts);
        Assert.True(simulator.Active);
    }

    [Theory]
    [InlineData("0x1")]
    [InlineData("17x1")]
    [InlineData("1x25")]
    [InlineData("many")]
    public void A_topology_that_is_none_is_an_error(string topology)
    {
        var run = Run(New, new() { ["Topology"] = topology });
        Assert.Equal(("Nvdimm.Simulator.Topology", ErrorCategory.InvalidArgument), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Null(NvdimmSession.Simulator);
    }

    [Fact]
    public void A_pipeline_stays_with_the_machine_that_it_began_with()
    {
        var first = Start("1x2");
        IEnumerable<object?> Items()
        {
            yield return "nmem0";
            NvdimmSession.Activate(new NvdimmSimulator(new SimulatedKernel("1x2")))!.Dispose();
            yield return "nmem0";
            yield return "nmem1";
        }

        var run = Run("Invoke-NvdimmDsm", new() { ["Function"] = 1 }, Items());
        Assert.Single(run.Objects);
        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, e => Assert.Equal(ErrorCategory.ObjectNotFound, e.CategoryInfo.Category));
        Assert.Single(first.Transcript);
        Assert.Empty(NvdimmSession.Simulator!.Transcript);
    }

    [Fact]
    public void Another_session_of_the_process_sees_it_too()
    {
        Start("1x2");
        using var other = new CmdletHost(typeof(NvdimmSession).Assembly, CmdletFixture.Types);
        Assert.Equal(2, other.Run("Get-NvdimmDevice").Objects.Count);
    }

    [Fact]
    public void Parts_are_found_by_name()
    {
        var simulator = Start("1x2");
        Assert.Equal(("nmem1", "ndbus0", "region0"), (simulator.Dimm("nmem1").Name, simulator.Bus("ndbus0").Name, simulator.Region("REGION0").Name));
        var error = Assert.Throws<NvdimmException>(() => simulator.Dimm("nmem9"));
        Assert.Equal("Nvdimm.Dimm.NotFound", error.ErrorId);
        simulator.DisableRegion("region0");
        Assert.Equal(["idle", "idle"], Run("Get-NvdimmDevice").Objects.Select(d => ((NvdimmDevice)d!).State));
    }
}
