using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmFirmwareTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmFirmware";

    [Fact]
    public void Intel_versions_are_those_of_the_vendors_tools()
    {
        var found = One(new { Dimm = 0 });
        Assert.Equal(("01.02.00.5447", null, 1048576ul, true, false), (found.RunningVersion, found.StagedVersion, found.StorageSize, found.CanUpdate, found.NeedsPowerCycle));
        Assert.Equal(["nmem0 Call 12"], Requests);
        Assert.Contains("not asked for", found.Unavailable["ActivationState"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Activation_is_asked_for_only_when_it_is_wanted()
    {
        var found = One(new { Dimm = 0, Activation = true });
        Assert.Equal(("Idle", "None", 0), (found.ActivationState, found.ActivationResult, found.ActivationResultCode));
        Assert.Equal(["nmem0 Call 12", "nmem0 Call 29"], Requests);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData(1, "Success", "NotStaged", null)]
    [InlineData(2, "NotStaged", "Success", null)]
    [InlineData(3, "ResetRequired", "ResetRequired", "ResetRequired")]
    public void Both_readings_of_a_result_are_given(byte code, string specification, string kernel, string? fitting)
    {
        Answer29(code);
        var found = One(new { Dimm = 0, Activation = true });
        Assert.Equal((code, specification, kernel, fitting), (found.ActivationResultCode, found.ActivationResultBySpecification, found.ActivationResultByKernel, found.ActivationResult));
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void An_image_that_is_staged_tells_the_readings_apart()
    {
        Stage(0x01_02_00_5500);
        var found = One(new { Dimm = 0 });
        Assert.Equal("01.02.00.5500", found.StagedVersion);
        Assert.True(found.NeedsPowerCycle);
        foreach (var code in (byte[])[1, 2])
        {
            Answer29(code);
            Assert.Equal("Success", One(new { Dimm = 0, Activation = true }).ActivationResult);
        }
    }

    [Theory]
    [InlineData("nvdimm-n", true)]
    [InlineData("hpe-nvdimm-n", false)]
    public void NVDIMM_N_have_slots(string topology, bool canUpdate)
    {
        using var kernel = new SimulatedKernel(topology);
        var found = Assert.IsType<NvdimmFirmware>(Assert.Single(RunOn(kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal(("0x213", 1, canUpdate), (found.RunningVersion, found.RunningSlot, found.CanUpdate));
        Assert.Equal(["0: 0x210", "1: 0x213 (running)"], found.Slots!.Select(s => s.ToString()));
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData("hpe2-nvdimm-n")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void A_family_that_does_not_say_is_an_error_and_no_request(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        Assert.Equal("Nvdimm.Firmware.NotOffered", Id(RunOn(kernel, Get, new { Dimm = 0 })));
        Assert.Empty(kernel.Transcript);
    }

    [Fact]
    public void A_function_that_only_adds_is_a_reason_and_the_first_one_an_error()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 29, Kind = SimulatorFaultKind.Status, Value = 1 });
        Assert.Contains("refused by the firmware", One(new { Dimm = 0, Activation = true }).Unavailable["ActivationState"], StringComparison.Ordinal);
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 12, Kind = SimulatorFaultKind.ZeroLength });
        var run = Run(Get);
        Assert.Single(run.Errors);
        Assert.Equal(["nmem1 01.02.00.5447"], run.Objects.Select(o => o?.ToString()));
    }

    [Fact]
    public void Garbage_is_shown_as_it_is_and_nothing_crashes()
    {
        foreach (var topology in (string[])["1x1", "nvdimm-n", "hpe-nvdimm-n"])
        {
            for (var seed = 1; seed <= 15; seed++)
            {
                using var kernel = new SimulatedKernel(topology);
                kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Garbage, Seed = seed });
                var run = RunOn(kernel, Get, new { Dimm = 0, Activation = true });
                Assert.Equal(1, run.Objects.Count + run.Errors.Count);
                Assert.All(run.Objects, o => Reasons.AssertComplete(o!));
            }
        }
    }

    [Fact]
    public void Without_rights_there_is_an_error()
    {
        Kernel.Dimms[0].ReadOnlyNode = true;
        Assert.Equal("Nvdimm.Open.EACCES", Id(Run(Get, new { Dimm = 0 })));
    }

    private NvdimmFirmware One(object parameters) => Assert.IsType<NvdimmFirmware>(Assert.Single(Objects(Get, parameters)));

    /// <summary>The answer's code, whatever the firmware thinks.</summary>
    private void Answer29(byte code) => Watched.AfterRequest = (_, buffer) =>
    {
        const int payload = 64, result = payload + 4;
        if (buffer[8] == 29)
        {
            buffer[result] = code;
        }
    };

    private void Stage(ulong version)
    {
        var update = Kernel.Dimms[0].State.Update;
        (update.Stage, update.StagedVersion) = (DimmUpdateStage.Staged, version);
    }
}
