using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ConvertToNdctlJsonTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test")
{
    private const string Convert = "ConvertTo-NdctlJson";

    /// <summary>As ndctl 77 printed it on the real kernel's test bus, whose firmware the simulator has.</summary>
    private const string Recorded = """
        [
          {
            "dev":"nmem1",
            "id":"cdab-0a-07e0-feffffff",
            "handle":1,
            "phys_id":1,
            "security":"disabled",
            "firmware":{
              "current_version":0,
              "can_update":true
            },
            "health":{
              "health_state":"non-critical",
              "temperature_celsius":23.0,
              "controller_temperature_celsius":25.0,
              "spares_percentage":75,
              "alarm_temperature":true,
              "alarm_controller_temperature":false,
              "alarm_spares":true,
              "alarm_enabled_media_temperature":true,
              "temperature_threshold":40.0,
              "alarm_enabled_ctrl_temperature":false,
              "alarm_enabled_spares":true,
              "spares_threshold":5,
              "life_used_percentage":5,
              "shutdown_state":"clean",
              "shutdown_count":42
            }
          }
        ]
        """;

    [Fact]
    public void It_is_what_ndctl_printed_byte_for_byte() => Assert.Equal(Recorded, Json(new { Dimm = "nmem1", Health = true, Firmware = true }));

    [Fact]
    public void Without_switches_no_firmware_is_asked()
    {
        Assert.StartsWith("[\n  {\n    \"dev\":\"nmem0\",", Json(null), StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Fact]
    public void Buses_regions_and_namespaces_are_listed_by_name()
    {
        Assert.StartsWith("[\n  {\n    \"provider\":\"nfit_test.1\",\n    \"dev\":\"ndbus1\"", Json(new { Bus = 1 }), StringComparison.Ordinal);
        Assert.StartsWith("[\n  {\n    \"dev\":\"region1\",\n    \"size\":67108864,", Json(new { Region = Objects("Get-NvdimmRegion", new { Region = 1 })[0] }), StringComparison.Ordinal);
        Assert.StartsWith("[\n  {\n    \"dev\":\"namespace0.0\",\n    \"mode\":", Json(new { Namespace = "namespace*" }), StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Region.NotFound", Id(Run(Convert, new { Region = "region9" })));
        Assert.Empty(Requests);
    }

    [Fact]
    public void Objects_are_piped_in()
    {
        var expected = Json(new { Dimm = "nmem1", Health = true });
        Assert.Equal(expected, Assert.Single(Objects(Convert, new { Health = true }, Objects("Get-NvdimmDevice", new { Dimm = 1 }))));
        Assert.Equal(expected, Assert.Single(Objects(Convert, new { Health = true }, Objects("Get-NvdimmHealth", new { Dimm = 1 }))));
    }

    [Fact]
    public void What_piped_health_carries_is_not_asked_again()
    {
        var health = Objects("Get-NvdimmHealth", new { Dimm = new[] { 0, 1 } }).ToArray();
        var before = Requests.Count();
        var json = (string)Assert.Single(Objects(Convert, new { Health = true }, health))!;
        Assert.Equal(before, Requests.Count());
        Kernel.Dimm("nmem1").MediaTemperature += 3;
        Assert.Equal(json, Assert.Single(Objects(Convert, new { Health = true }, health)));
        Assert.NotEqual(json, Assert.Single(Objects(Convert, new { Health = true, Dimm = new[] { 0, 1 } })));

        // Firmware is not in it, and the platform alone has said nothing of health.
        before = Requests.Count();
        Assert.Contains("current_version", (string)Assert.Single(Objects(Convert, new { Firmware = true }, [health[1]]))!, StringComparison.Ordinal);
        Assert.Equal(before + 1, Requests.Count());
        Assert.Equal(Json(new { Dimm = 1, Health = true }), Assert.Single(Objects(Convert, new { Health = true }, Objects("Get-NvdimmHealth", new { Dimm = 1, PlatformOnly = true }))));
    }

    [Fact]
    public void The_health_of_another_DIMM_of_that_name_is_refused()
    {
        using var other = new SimulatedKernel("1x2");
        var run = Run(Convert, new { Health = true }, [.. RunOn(other, "Get-NvdimmHealth").Objects, .. Objects("Get-NvdimmHealth", new { Dimm = 2 })]);
        Assert.Equal(["Nvdimm.Input.OtherDimm", "Nvdimm.Input.OtherDimm"], run.Errors.Select(Id));
        Assert.StartsWith("[\n  {\n    \"dev\":\"nmem2\"", (string)Assert.Single(run.Objects)!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_becomes_of_a_staged_firmware_that_cannot_be_asked_is_an_error_and_no_guess()
    {
        using var machine = new SimulatedKernel("1x2");
        machine.Dimm("nmem1").State.Update.StagedVersion = 5;
        machine.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem1", Function = 29 });
        var run = RunOn(machine, Convert, new { Dimm = 1, Firmware = true });
        Assert.Equal("Nvdimm.Ioctl.EIO", Id(run));
        var json = (string)Assert.Single(run.Objects)!;
        Assert.Contains("\"next_version\":5", json, StringComparison.Ordinal);
        Assert.DoesNotContain("need_powercycle", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_DIMM_that_does_not_answer_stays_in_the_list_and_no_version_is_made_up()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem0" });
        var run = Run(Convert, new { Dimm = new[] { 0, 1 }, Health = true, Firmware = true });
        Assert.Equal("Nvdimm.Ioctl.EIO", Id(run));
        var json = (string)Assert.Single(run.Objects)!;
        Assert.Contains("EIO", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("nmem0: ", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("\"dev\":\"nmem0\"", json, StringComparison.Ordinal);
        Assert.Contains("\"health_state\":\"unknown\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("18446744073709551615", json, StringComparison.Ordinal);
        Assert.Contains("\"dev\":\"nmem1\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temperature_that_was_not_measured_is_left_out()
    {
        using var machine = new SimulatedKernel("1x1:msft");
        machine.Dimms[0].MediaTemperature = 255;
        var run = RunOn(machine, Convert, new { Health = true });
        Assert.DoesNotContain("\"temperature_celsius\"", (string)Assert.Single(run.Objects)!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_has_is_an_error_and_no_empty_list() => Assert.Equal(("Nvdimm.Dimm.NotFound", 0), (Id(Run(Convert, new { Dimm = "nmem99" })), Run(Convert, new { Dimm = "nmem99" }).Objects.Count));

    private string Json(object? parameters) => (string)Assert.Single(Objects(Convert, parameters))!;
}
