using System.Buffers.Binary;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class SetNvdimmThresholdTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Set = "Set-NvdimmThreshold", Get = "Get-NvdimmThreshold";

    [Fact]
    public void What_is_not_named_stays_as_it_is()
    {
        Assert.Empty(Objects(Set, new { Dimm = 0, MediaTemperature = 70 }));
        Assert.Equal(["nmem0 Call 2", "nmem0 Call 17", "nmem0 Call 2"], Requests);
        var now = Now("nmem0");
        Assert.Equal((70.0, 98.0, 50), (now.MediaTemperature, now.ControllerTemperature, now.SparesRemaining));
        Assert.Equal(["SparesRemaining", "MediaTemperature", "ControllerTemperature"], now.AlarmsEnabled!);
        Assert.Equal(82.0, Now("nmem1").MediaTemperature);
    }

    [Fact]
    public void Alarms_are_armed_and_disarmed_by_name()
    {
        var after = Changed(new { Dimm = 0, Disable = new[] { "SparesRemaining", "mediatemperature" }, PassThru = true });
        Assert.Equal(["ControllerTemperature"], after.AlarmsEnabled!);
        Assert.Equal((82.0, 98.0, 50), (after.MediaTemperature, after.ControllerTemperature, after.SparesRemaining));
        Assert.Equal(["MediaTemperature", "ControllerTemperature"], Changed(new { Dimm = 0, MediaTemperature = 60.5, PassThru = true }).AlarmsEnabled!);
        Assert.Equal(60.5, Now("nmem0").MediaTemperature);
        Assert.Equal(3, Changed(new { Dimm = 0, Enable = "SparesRemaining", PassThru = true }).AlarmsEnabled!.Length);
        Assert.Empty(Changed(new { Dimm = 0, Disable = new[] { "SparesRemaining", "MediaTemperature", "ControllerTemperature" }, PassThru = true }).AlarmsEnabled!);
    }

    [Fact]
    public void The_kernels_test_bus_takes_every_field_and_keeps_those_that_were_not_named()
    {
        using var kernel = new SimulatedKernel("nfit_test");
        Assert.Empty(RunOn(kernel, Set, new { Dimm = 0, Disable = "MediaTemperature" }).Errors);
        var now = Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal((40.0, 30.0, 5), (now.MediaTemperature, now.ControllerTemperature, now.SparesRemaining));
        Assert.Equal(["SparesRemaining"], now.AlarmsEnabled!);
    }

    [Fact]
    public void A_threshold_that_is_so_already_is_not_sent()
    {
        var run = Run(Set, new { Dimm = 0, MediaTemperature = 82.01, Enable = "MediaTemperature", PassThru = true });
        Assert.Equal(82.0, Assert.IsType<NvdimmThreshold>(Assert.Single(run.Objects)).MediaTemperature);
        Assert.Equal(["nmem0 Call 2"], Requests);
    }

    [Fact]
    public void A_wrong_value_is_refused_before_anything_is_sent()
    {
        Assert.Equal("Nvdimm.Dsm.OutOfRange", Id(Run(Set, new { Dimm = 0, SparesRemaining = 100 })));
        foreach (var degrees in (double[])[-40.5, 150.5, 5000, double.NaN, double.PositiveInfinity])
        {
            Assert.Equal("Nvdimm.Threshold.OutOfRange", Id(Run(Set, new { Dimm = 0, MediaTemperature = degrees }).TerminatingError));
        }

        Assert.Equal("Nvdimm.Threshold.NotSettable", Id(Run(Set, new { Dimm = 0, LifeWarning = 20 })));
        Assert.Equal("Nvdimm.Threshold.NoneGiven", Id(Run(Set, new { Dimm = 0 }).TerminatingError));
        Assert.Equal("Nvdimm.Threshold.BothWays", Id(Run(Set, new { Dimm = 0, MediaTemperature = 70, Disable = "MediaTemperature" }).TerminatingError));
        Assert.Empty(Requests);
    }

    [Fact]
    public void WhatIf_says_old_and_new_and_sends_nothing_that_writes()
    {
        var run = Run(Set, new { Dimm = "*", MediaTemperature = 70, Disable = "SparesRemaining", WhatIf = true });
        var explained = run.Objects.Cast<DsmExplanation>().ToArray();
        Assert.Equal(["nmem0", "nmem1"], explained.Select(e => e.Target));
        Assert.Contains(new ValueChange("MediaTemperature", "82 °C", "70 °C"), explained[0].Changes);
        Assert.Equal(["nmem0 Call 2", "nmem1 Call 2"], Requests);
        Assert.Equal(82.0, Now("nmem0").MediaTemperature);
    }

    [Fact]
    public void A_no_is_no_error_and_Force_does_not_ask()
    {
        var run = Run(Set, new { Dimm = 0, MediaTemperature = 70, Confirm = true }, answer: _ => Answer.No);
        Assert.Contains("Set MediaTemperature 82 °C → 70 °C", Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
        Assert.Equal(82.0, Now("nmem0").MediaTemperature);
        Assert.Empty(Run(Set, new { Dimm = 0, MediaTemperature = 70, Force = true }).Prompts);
        Assert.Equal(70.0, Now("nmem0").MediaTemperature);
        run = Run(Set, new { Dimm = 0, MediaTemperature = 75, Force = true, WhatIf = true });
        Assert.Equal(70.0, Now("nmem0").MediaTemperature);
    }

    [Fact]
    public void Firmware_that_says_success_and_does_nothing_is_found_out()
    {
        const int payload = 64, temperature = payload + 3; // the envelope, then AlarmControl and SparesRemaining
        Watched.BeforeRequest = (_, buffer) =>
        {
            if (buffer[8] == 17)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(buffer[temperature..], 82 * 16);
            }
        };
        var run = Run(Set, new { Dimm = 0, MediaTemperature = 70 });
        Assert.Equal("Nvdimm.Threshold.NotTaken", Id(run));
        Assert.Contains("MediaTemperature should be 70 °C but is 82 °C", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_of_no_armed_alarm_may_be_nonsense_and_is_not_sent_along()
    {
        const int alarms = 68, spares = 70; // the envelope, the status, then AlarmControl
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[8] == 2)
            {
                buffer[alarms] &= 0xFE;
                buffer[spares] = 200;
            }
        };
        Assert.Empty(Objects(Set, new { Dimm = 0, MediaTemperature = 70 }));
        var now = Now("nmem0");
        Assert.Equal((70.0, 200), (now.MediaTemperature, now.SparesRemaining));
        Assert.Equal(["MediaTemperature", "ControllerTemperature"], now.AlarmsEnabled!);
    }

    [Fact]
    public void A_DIMM_that_refuses_does_not_hold_up_the_next_one()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 17, Kind = SimulatorFaultKind.Status, Value = 3 });
        Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(Run(Set, new { Dimm = "*", MediaTemperature = 70 })));
        Assert.Equal((82.0, 70.0), (Now("nmem0").MediaTemperature, Now("nmem1").MediaTemperature));
    }

    [Theory]
    [InlineData("hpe-nvdimm-n", "nmem0 Call 2,nmem0 Call 13,nmem0 Call 2")]
    [InlineData("hpe2-nvdimm-n", "nmem0 Call 2,nmem0 Call 3,nmem0 Call 2")]
    [InlineData("nvdimm-n", "nmem0 Call 5,nmem0 Call 7,nmem0 Call 6,nmem0 Call 5,nmem0 Call 7")]
    public void Families_of_NVDIMM_N_have_a_function_for_it(string topology, string requests)
    {
        using var kernel = new SimulatedKernel(topology);
        kernel.DisableRegion("region0"); // the kernel takes function 6 of any family for a write of labels
        var run = RunOn(kernel, Set, new { Dimm = 0, LifeWarning = 30, PassThru = true });
        Assert.Empty(run.Errors);
        Assert.Equal((30, 20), (((NvdimmThreshold)run.Objects[0]!).LifeWarning, ((NvdimmThreshold)run.Objects[0]!).EnergySourceLifetimeWarning));
        Assert.Equal(requests, string.Join(',', kernel.Transcript.Select(r => $"{r.Node.Name} {r.Route} {r.Function}")));
        Assert.Equal("Nvdimm.Threshold.NotSettable", Id(RunOn(kernel, Set, new { Dimm = 0, Enable = "MediaTemperature" })));
    }

    [Fact]
    public void The_kernel_takes_function_6_for_a_write_of_labels_and_the_error_says_so()
    {
        using var kernel = new SimulatedKernel("nvdimm-n");
        var run = RunOn(kernel, Set, new { Dimm = 0, LifeWarning = 30 });
        Assert.Equal("Nvdimm.Ioctl.EBUSY", Id(run));
        Assert.Contains("treats function 6 of any family as a label write", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(20, Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects)).LifeWarning);
    }

    [Fact]
    public void HPEs_second_interface_refuses_the_values_that_mean_nothing()
    {
        using var kernel = new SimulatedKernel("hpe2-nvdimm-n");
        Assert.Equal("Nvdimm.Dsm.BadArgument", Id(RunOn(kernel, Set, new { Dimm = 0, LifeWarning = 15 })));
        Assert.Equal("Nvdimm.Dsm.OutOfRange", Id(RunOn(kernel, Set, new { Dimm = 0, EnergySourceLifetimeWarning = 101 })));
        Assert.Empty(kernel.Transcript);
        Assert.Empty(RunOn(kernel, Set, new { Dimm = 0, EnergySourceLifetimeWarning = 25, EnergySourceTemperatureWarning = 50.5 }).Errors);
        var now = Assert.IsType<NvdimmThreshold>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal((20, 25, 50.5), (now.LifeWarning, now.EnergySourceLifetimeWarning, now.EnergySourceTemperatureWarning));
    }

    [Fact]
    public void What_was_done_before_a_failure_is_said()
    {
        using var kernel = new SimulatedKernel("nvdimm-n");
        kernel.Faults.Add(new SimulatorFault { Function = 9, Kind = SimulatorFaultKind.Status, Value = 0x10004 });
        var run = RunOn(kernel, Set, new { Dimm = 0, EnergySourceLifetimeWarning = 30, EnergySourceTemperatureWarning = 50 });
        Assert.Equal("Nvdimm.Change.InPart", Id(run));
        Assert.Contains("Msft 9 SetEnergySourceTemperatureWarningThreshold", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Done before: Msft 8 SetEnergySourceLifetimeWarningThreshold; not done: nothing.", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    private NvdimmThreshold Now(string dimm) => Assert.IsType<NvdimmThreshold>(Assert.Single(Objects(Get, new { Dimm = dimm })));

    private NvdimmThreshold Changed(object parameters) => Assert.IsType<NvdimmThreshold>(Assert.Single(Objects(Set, parameters)));
}
