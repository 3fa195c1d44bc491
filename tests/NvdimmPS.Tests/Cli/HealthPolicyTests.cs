using System.Text.Json;
using NvdimmPS.Cli;
using NvdimmPS.Findings;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Cli;

/// <summary>Policies, baselines and findings of the machine on the command line.</summary>
public sealed class HealthPolicyTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x4");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimmps-policy");

    public void Dispose()
    {
        _kernel.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void What_is_wrong_with_the_machine_is_found_and_counts()
    {
        _kernel.Dimm("nmem2").State.Update.RunningVersion++;
        _kernel.Dimm("nmem3").Locked = true;
        var ran = Console.Run("health --json", _kernel);
        Assert.Equal(["nmem3 NV1040", "machine NV2001", "machine NV2002"], Findings(ran.Json));
        Assert.Equal(HealthExit.Warning, ran.Exit);
        Assert.Equal(HealthExit.Healthy, Console.Run("health nmem0 nmem1", _kernel).Exit);
        Assert.Equal("NVDIMM WARNING - 1 of 4 not healthy: nmem3 Warning (NotUsable); machine Warning (InvalidFirmware, Configuration) ", Nagios("health --nagios"));
    }

    [Fact]
    public void A_failed_DIMM_degrades_its_region()
    {
        _kernel.Dimm("nmem2").HealthState = SimulatedHealth.Fatal;
        Assert.Equal(["nmem2 NV1008", "region0 NV2003"], Findings(Console.Run("health --json", _kernel).Json));
        Assert.Equal("NVDIMM CRITICAL - 1 of 4 not healthy: nmem2 Unhealthy (LostDataPersistence); region0 Unhealthy (NotUsable) ", Nagios("health --nagios"));
    }

    [Theory]
    [InlineData("""{ "Version": 1 }""", HealthExit.Warning, 1, "1 of 4 not healthy: nmem1 Warning (LostData)")]
    [InlineData("""{ "Version": 1, "Mutes": [ { "Id": "NV1010", "Dimm": "nmem1", "Reason": "power tests", "Until": "forever" } ] }""", HealthExit.Healthy, 0, "3 healthy, 1 let pass by the policy")]
    [InlineData("""{ "Version": 1, "Severities": { "NV1010": "Information" } }""", HealthExit.Healthy, 0, "3 healthy, 1 let pass by the policy")]
    [InlineData("""{ "Version": 1, "Severities": { "NV1010": "Critical" } }""", HealthExit.Unhealthy, 2, "1 of 4 not healthy: nmem1 Unhealthy (LostData)")]
    [InlineData("""{ "Version": 1, "Limits": { "MediaTemperatureMaximum": 30 }, "Severities": { "NV1010": "Information" } }""", HealthExit.Warning, 1, "4 of 4 not healthy: nmem0 Warning (ExcessiveTemperature)")]
    public void Exit_code_and_monitoring_follow_the_policy(string policy, int exit, int plugin, string line)
    {
        _kernel.Dimm("nmem1").LastShutdownDirty = true;
        var file = Write("policy.json", policy);
        var json = Console.Run($"health --json --policy {file}", _kernel);
        Assert.Equal((exit, exit), (json.Exit, json.Json.GetProperty("exitCode").GetInt32()));
        var ran = Console.Run($"health --nagios --policy {file}", _kernel);
        Assert.Equal(plugin, ran.Exit);
        Assert.Contains(" - " + line, ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_values_limits_are_the_policys_where_they_come_first()
    {
        var file = Write("p.json", """{ "Version": 1, "Limits": { "TemperatureMargin": null, "MediaTemperatureMaximum": 70.5, "ControllerTemperatureMaximum": 120, "SparesMinimum": 60, "LifeRemainingMinimum": null } }""");
        Assert.Equal(
            "NVDIMM OK - 1 healthy | nmem0_media_temperature=33;70.5 nmem0_controller_temperature=38;98 nmem0_spares=100%;60: nmem0_life=98% nmem0_dirty_shutdowns=1c\n",
            Console.Run($"health nmem0 --nagios --policy {file}", _kernel).Out);
    }

    [Fact]
    public void A_muted_finding_is_told_as_such()
    {
        _kernel.Dimm("nmem1").LastShutdownDirty = true;
        var file = Write("p.json", """{ "Version": 1, "Mutes": [ { "Id": "NV1010", "Reason": "power tests", "Until": "forever" } ] }""");
        Assert.EndsWith("(muted: power tests)", Console.Run($"health --policy {file}", _kernel).Lines[^1], StringComparison.Ordinal);
        Assert.True(Console.Run($"health --json --policy {file}", _kernel).Json.GetProperty("findings")[0].GetProperty("muted").GetBoolean());
    }

    [Fact]
    public void A_machine_without_DIMMs_passes_where_the_policy_says_so()
    {
        _folder.CreateSubdirectory("bus/nd/devices");
        var empty = new Cmdlets.NoKernel { SysfsRoot = _folder.FullName };
        Assert.Equal(HealthExit.Nothing, Console.Run("health", empty).Exit);
        Assert.Equal(HealthExit.Nothing, Console.Run("health", new Cmdlets.NoKernel()).Exit);
        var file = Write("p.json", """{ "Version": 1, "Mutes": [ { "Id": "NV2007", "Reason": "not every machine has some", "Until": "forever" } ] }""");
        var ran = Console.Run($"health --json --policy {file}", empty);
        Assert.Equal((HealthExit.Healthy, ""), (ran.Exit, ran.Error));
        Assert.Equal(["machine NV2007"], Findings(ran.Json));
    }

    [Fact]
    public void Since_a_baseline_of_its_own()
    {
        var file = Write("b.json", Console.Run("health --json", _kernel).Out);
        Assert.Equal(HealthExit.Healthy, Console.Run($"health --baseline {file}", _kernel).Exit);
        _kernel.Dimm("nmem1").DirtyShutdownCount += 2;
        Assert.Equal(["nmem1 NV1507"], Findings(Console.Run($"health --json --baseline {file}", _kernel).Json));
        using var smaller = new SimulatedKernel("1x3");
        Assert.Equal(["nmem3 NV2006"], Findings(Console.Run($"health --json --baseline {file}", smaller).Json));
        Assert.Equal(HealthExit.Healthy, Console.Run($"health nmem0 --baseline {file}", smaller).Exit);
    }

    [Fact]
    public void A_policy_as_PowerShell_data_is_refused_with_the_line_that_converts_it()
    {
        var file = Write("policy.psd1", "@{ Version = 1 }");
        Assert.Contains("Import-PowerShellDataFile policy.psd1 | ConvertTo-Json -Depth 5 > policy.json", Console.Run($"health --policy {file}", _kernel).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--policy", "", "Nvdimm.Policy.Invalid")]
    [InlineData("--policy", """{ "Version": 1, "Mute": [] }""", "Nvdimm.Policy.Invalid")]
    [InlineData("--policy", "# ours\n@{ Version = 1 }", "Nvdimm.Policy.Invalid")]
    [InlineData("--policy", null, "Nvdimm.Policy.File")]
    [InlineData("--baseline", "", "Nvdimm.Baseline.Invalid")]
    [InlineData("--baseline", "<Objs Version=\"1.1.0.1\" />", "Nvdimm.Baseline.Invalid")]
    [InlineData("--baseline", """{"version":9,"dimms":[]}""", "Nvdimm.Baseline.Version")]
    [InlineData("--baseline", """[{"Dimm":"nmem0","UniqueId":"x","HealthStatus":"Healthy"}]""", "Nvdimm.Baseline.OtherMachine")]
    [InlineData("--baseline", null, "Nvdimm.Baseline.File")]
    public void A_wrong_file_is_the_cmdlets_error_and_bit_one(string option, string? text, string id)
    {
        var file = text is null ? Path.Combine(_folder.FullName, "none.json") : Write("f.json", text);
        var ran = Console.Run($"health --json {option} {file}", _kernel);
        Assert.Equal(HealthExit.Nothing, ran.Exit);
        Assert.Equal(id, ran.Json.GetProperty("error").GetProperty("id").GetString());
        Assert.DoesNotContain("Clixml baseline", ran.Error, StringComparison.Ordinal);
        Assert.Equal(3, Console.Run($"health --nagios {option} {file}", _kernel).Exit);
        if (id != "Nvdimm.Baseline.OtherMachine")
        {
            Assert.Empty(_kernel.Transcript);
        }
    }

    /// <summary>What the module's Test-NvdimmHealth finds is what the same judge finds here.</summary>
    [Theory]
    [InlineData("nvdimm-n")]
    [InlineData("nfit_test")]
    [InlineData("hpe-nvdimm-n")]
    public void The_findings_are_the_judges(string topology)
    {
        using var machine = new HealthMachine(topology);
        var reader = new NvdimmPS.Health.HealthReader(machine.Watched);
        var model = new NvdimmMachine(machine.Watched);
        NvdimmDevice[] devices = [.. model.Topology.GetDevices(TopologyDetail.Summary)];
        var tested = new TestedDimms([.. devices.Select(d => reader.Read(d, firmware: true))], devices, IsChoice: false, HasFailed: false);
        var expected = new HealthJudge(NvdimmPS.Findings.Policies.HealthPolicy.BuiltIn, null, model).Judge(tested, DateTime.UtcNow);
        Assert.NotEmpty(expected);
        var ran = Console.Run("health --json", machine.Watched);
        Assert.Equal(expected.Select(f => $"{f.Target} {f.Id}"), Findings(ran.Json));
        Assert.Equal(HealthExit.CodeOf(expected), ran.Exit);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Nagios(string line) => Console.Run(line, _kernel).Out.Split('|')[0];

    private static IEnumerable<string> Findings(JsonElement json) => json.GetProperty("findings").EnumerateArray().Select(f => $"{f.GetProperty("target")} {f.GetProperty("id")}");
}
