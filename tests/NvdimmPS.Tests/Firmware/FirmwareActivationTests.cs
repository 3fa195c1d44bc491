using NvdimmPS.Abi;
using NvdimmPS.Firmware;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Firmware;

/// <summary>Arming, disarming and activating on the test bus, whose firmware allows three DIMMs at a time.</summary>
public sealed class FirmwareActivationTests() : FirmwareTest("nfit_test")
{
    private static readonly FirmwareUpdateOptions Forced = new() { AllowUnknownImage = true };

    /// <summary>The simulated Intel DIMM has versions, which tell more than any result.</summary>
    [Theory]
    [InlineData(false, "Activated")]
    [InlineData(true, "Failed")]
    public void A_version_that_runs_as_before_is_no_activation(bool isUnchanged, string outcome)
    {
        using var intel = new IntelActivationTest();
        Assert.Equal(outcome, intel.Activate(isUnchanged).Outcome);
    }

    private sealed class IntelActivationTest() : FirmwareTest("1x2")
    {
        public NvdimmFirmwareUpdate Activate(bool isUnchanged)
        {
            Assert.Equal("StagedActivatable", Update(Image()).Outcome);
            var activation = new FirmwareActivation(Nvdimms, Caller, Time);
            Runner.Send(activation.Arm(Nvdimms.GetDevice("nmem0"))!);
            var job = activation.Activate(Nvdimms.GetBus("ndbus0"), new FirmwareActivationOptions());
            Runner.Send(job.Plan);
            if (isUnchanged)
            {
                Kernel.Dimm("nmem0").State.Update.RunningVersion = Runs;
            }

            return Assert.Single(job.Results()).Result;
        }
    }

    private FirmwareActivation Activation => new(Nvdimms, Caller, Time);

    private string Of(string device, string attribute = "firmware/activate") => Machine.Attribute($"{device}/{attribute}").TrimEnd('\n');

    private bool Arm(int dimm, bool allowOverflow = false)
    {
        if (Activation.Arm(Nvdimms.GetDevice($"nmem{dimm}"), allowOverflow) is not { } plan)
        {
            return false;
        }

        Runner.Send(plan);
        return true;
    }

    private FirmwareActivationJob Job(FirmwareActivationOptions? options = null) =>
        Activation.Activate(Nvdimms.GetBus("ndbus0"), options ?? new FirmwareActivationOptions { Method = ActivationMethod.Live });

    [Fact]
    public void A_DIMM_is_armed_once_and_disarmed_once()
    {
        Assert.True(Arm(0));
        Assert.Equal(("armed", "armed"), (Of("nmem0"), Of("ndbus0")));
        Assert.False(Arm(0));
        Runner.Send(Activation.Disarm(Nvdimms.GetDevice("nmem0"))!);
        Assert.Equal(("idle", "idle"), (Of("nmem0"), Of("ndbus0")));
        Assert.Null(Activation.Disarm(Nvdimms.GetDevice("nmem0")));
    }

    [Fact]
    public void What_overflows_is_named_and_taken_back()
    {
        Arm(0);
        Arm(1);
        Arm(2);
        var error = Assert.Throws<NvdimmException>(() => Arm(3));
        Assert.Equal("Nvdimm.Firmware.Overflow", error.InnerException is NvdimmException inner ? inner.ErrorId : error.ErrorId);
        Assert.Contains("nmem0, nmem1, nmem2, nmem3", error.Message, StringComparison.Ordinal);
        Assert.Equal(("idle", "armed"), (Of("nmem3"), Of("ndbus0")));
        Assert.True(Arm(3, allowOverflow: true));
        Assert.Equal("overflow", Of("ndbus0"));
        Assert.Equal("Nvdimm.Firmware.Overflow", Assert.Throws<NvdimmException>(() => Job()).ErrorId);
    }

    [Fact]
    public void What_is_staged_is_activated_and_the_busy_bus_waited_for()
    {
        Update(new byte[100], Forced);
        Arm(0);
        Arm(1);
        var job = Job();
        Assert.Contains("estimated 2 s", job.Estimate, StringComparison.Ordinal);
        Runner.Send(job.Plan);
        Assert.InRange(Time.Waits.Sum(w => w.TotalSeconds) - 1, 3, 5); // busy for 3 s; the update took 1 s before
        var results = job.Results().ToArray();
        Assert.Equal(["nmem0 Activated", "nmem1 NotStaged"], results.Select(r => r.Result.ToString()));
        Assert.Null(results[0].Failure);
        Assert.Equal("Nvdimm.Firmware.NotActivated", results[1].Failure!.ErrorId);
        Assert.All(results, r => Reasons.AssertComplete(r.Result));
        Assert.Equal(("success", "not_staged", "idle"), (Of("nmem0", "firmware/result"), Of("nmem1", "firmware/result"), Of("ndbus0")));
        Assert.Equal("Nvdimm.Firmware.NoneArmed", Assert.Throws<NvdimmException>(() => Job()).ErrorId);
    }

    [Fact]
    public void Quiesce_is_what_the_platform_needs_and_noidle_is_set_back()
    {
        Arm(0);
        Runner.Send(Job(new FirmwareActivationOptions { NoIdle = true }).Plan);
        Assert.Equal("N", Of("ndbus0", "nfit/firmware_activate_noidle"));
        var plan = ((Func<FirmwareActivationJob>)(() =>
        {
            Arm(0);
            return Job(new FirmwareActivationOptions { NoIdle = true });
        }))().Plan;
        Assert.Equal(["1", "quiesce", "0"], plan.Steps.OfType<NvdimmPS.Changes.AttributeStep>().Select(s => s.Text));
    }

    [Fact]
    public void A_bus_that_is_busy_takes_nothing()
    {
        Arm(0);
        Runner.Send(Job().Plan with { Verify = null });
        Assert.Equal("Nvdimm.Firmware.ActivationBusy", Assert.Throws<NvdimmException>(() => Arm(1)).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ActivationBusy", Assert.Throws<NvdimmException>(() => Job()).ErrorId);
        Assert.Equal("Nvdimm.Firmware.Activating", Update(new byte[10], Forced).ErrorId);
    }

    [Fact]
    public void An_activation_that_does_not_end_in_time_is_told_and_goes_on()
    {
        Arm(0);
        var job = Job(new FirmwareActivationOptions { Method = ActivationMethod.Live, NoIdle = true, Limit = TimeSpan.FromSeconds(1) });
        Runner.Send(job.Plan);
        var (result, failure) = Assert.Single(job.Results());
        Assert.Equal(("Failed", "Nvdimm.Firmware.ActivationNotEnded"), (result.Outcome, failure!.ErrorId));
        Assert.Contains("It goes on", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("taken back", result.Message, StringComparison.Ordinal);
        Reasons.AssertComplete(result);
    }

    [Fact]
    public void A_firmware_that_refuses_to_be_armed_is_found_out()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 30, Kind = SimulatorFaultKind.Status, Value = 6, Count = 1 });
        var error = Assert.Throws<NvdimmException>(() => Arm(0));
        Assert.Contains("its firmware refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bus_whose_firmware_refuses_leaves_the_DIMMs_armed_and_says_so()
    {
        Arm(0);
        Kernel.Faults.Add(new SimulatorFault { Target = "ndctl0", Function = 2, Kind = SimulatorFaultKind.Status, Value = 3, Count = 1 });
        var job = Job();
        Runner.Send(job.Plan);
        var (result, failure) = Assert.Single(job.Results());
        Assert.Equal(("Failed", "Activate"), (result.Outcome, result.Step));
        Assert.Contains("armed as before", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_the_kernel_refuses_is_its_errno()
    {
        Kernel.Faults.Add(new SimulatorFault { Attribute = "*firmware/activate", Kind = SimulatorFaultKind.Errno, Value = (uint)Errno.EBUSY, Count = 1 });
        Assert.Contains("EBUSY", Assert.Throws<NvdimmException>(() => Arm(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_armed_after_the_question_is_not_activated()
    {
        Arm(0);
        var job = Job();
        Arm(1);
        Assert.Equal("Nvdimm.Firmware.ArmedChanged", Assert.Throws<NvdimmException>(() => Runner.Send(job.Plan)).ErrorId);
        Assert.Equal(("armed", "armed", "armed"), (Of("nmem0"), Of("nmem1"), Of("ndbus0")));
    }

    [Fact]
    public void Without_the_attribute_NoIdle_is_an_error() => Assert.Equal("Nvdimm.Firmware.NoIdleNotKnown",
        Assert.Throws<NvdimmException>(() =>
        {
            Arm(0);
            Activation.Activate(Without(Nvdimms.GetBus("ndbus0")), new FirmwareActivationOptions { NoIdle = true });
        }).ErrorId);

    private static NvdimmBus Without(NvdimmBus bus) => new()
    {
        Name = bus.Name, Id = bus.Id, Provider = bus.Provider, Dimms = bus.Dimms, Source = bus.Source,
    };

    [Fact]
    public void A_DIMM_without_it_says_so()
    {
        Assert.Equal("Nvdimm.Firmware.ActivationNotOffered",
            Assert.Throws<NvdimmException>(() => Activation.Arm(Nvdimms.GetDevice("nmem5"))).ErrorId);
        Assert.Equal("Nvdimm.Firmware.ActivationNotOffered",
            Assert.Throws<NvdimmException>(() => Activation.Activate(Nvdimms.GetBus("ndbus1"), new FirmwareActivationOptions())).ErrorId);
    }

    /// <summary>The test bus says "in progress" of a staged image, and goes on to name it after the activation.</summary>
    [Fact]
    public void The_test_bus_can_be_updated_again_after_an_activation_and_not_before()
    {
        Assert.True(Update(new byte[100], Forced).Succeeded);
        Assert.Equal("AlreadyStaged", Update(new byte[100], Forced).Outcome);
        Arm(0);
        var job = Job();
        Runner.Send(job.Plan);
        Assert.Equal("Activated", Assert.Single(job.Results()).Result.Outcome);
        Assert.Equal("StagedActivatable", Update(new byte[100], Forced).Outcome);
        // It calls this an update in progress, and says better only where that is to be ended.
        Assert.Equal("Nvdimm.Firmware.InProgress", Update(new byte[100], Forced).ErrorId);
        Assert.Equal(("AlreadyStaged", false),
            (Update(new byte[100], Forced with { EndOther = true }) is var again ? again.Outcome : "", again.AbortedOtherUpdate));
    }

    [Fact]
    public void The_test_buss_session_that_was_left_open_is_ended()
    {
        Machine.Call("nmem0", 0, 13, null, 8);
        Assert.Equal(("Refused", "Nvdimm.Firmware.InProgress"), (Update(new byte[100], Forced) is var left ? left.Outcome : "", left.ErrorId));
        Assert.Equal((true, "StagedActivatable"),
            (Update(new byte[100], Forced with { EndOther = true }) is var result && result.AbortedOtherUpdate, result.Outcome));
    }
}
