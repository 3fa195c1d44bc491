using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Cli;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class HealthTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x4");

    public void Dispose() => _kernel.Dispose();

    [Theory]
    [InlineData("2x6", HealthExit.Healthy)]
    [InlineData("1x2:hpe1", HealthExit.Healthy)]
    [InlineData("1x2:hyperv", HealthExit.Healthy)]
    [InlineData("papr", HealthExit.Healthy)]
    [InlineData("nvdimm-n", HealthExit.Unhealthy)]
    [InlineData("nfit_test", HealthExit.NotAsked | HealthExit.Unknown | HealthExit.Warning | HealthExit.Unhealthy)]
    public void The_exit_code_is_a_mask_of_what_is_so(string topology, int exit)
    {
        using var kernel = new SimulatedKernel(topology);
        Assert.Equal(exit, Console.Run("health", kernel).Exit);
        Assert.Equal(exit, Console.Run("health --json", kernel).Json.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Advice_names_no_parameter_of_the_module()
    {
        var ran = Console.Run("health nmem0 --platform-only --simulate");
        Assert.Contains("leave out the option that has only sysfs read", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("PlatformOnly", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_and_what_to_do()
    {
        _kernel.Dimm("nmem2").HealthState = SimulatedHealth.Fatal;
        var ran = Console.Run("health", _kernel);
        Assert.Equal(HealthExit.Unhealthy, ran.Exit);
        Assert.Equal(["DIMM", "nmem0", "nmem1", "nmem2", "nmem3", "NV1008", "NV2003"], ran.Lines.Select(l => l.Split(' ')[0]));
        Assert.Contains("state Fatal", ran.Lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("replace the DIMM.", ran.Lines[^2], StringComparison.Ordinal);
        Assert.Empty(ran.Error);
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Errno, Errno.EIO, HealthExit.NotAsked | HealthExit.Unknown)]
    [InlineData(SimulatorFaultKind.Status, 3, HealthExit.NotAsked | HealthExit.Unknown)]
    [InlineData(SimulatorFaultKind.Truncate, 9, HealthExit.Unknown)]
    [InlineData(SimulatorFaultKind.ZeroLength, 0, HealthExit.Unknown)]
    public void A_DIMM_that_does_not_answer_hides_no_other(SimulatorFaultKind kind, uint value, int exit)
    {
        _kernel.With(kind, value, "nmem1");
        var ran = Console.Run("health --json", _kernel);
        Assert.Equal(exit, ran.Exit);
        Assert.Equal(["Healthy", "Unknown", "Healthy", "Healthy"], Statuses(ran.Json));
    }

    /// <summary>A monitoring plugin must end, whatever a DIMM does.</summary>
    [Fact]
    public void A_DIMM_that_hangs_is_told_and_hides_no_other()
    {
        using var free = new ManualResetEventSlim();
        var kernel = new Cmdlets.WatchedKernel(_kernel)
        {
            BeforeRequest = (node, _) =>
            {
                if (node == "nmem1")
                {
                    free.Wait(CancellationToken.None);
                }
            },
        };
        try
        {
            var ran = Console.Run("health --timeout 5 --json", kernel);
            Assert.Equal(HealthExit.NotAsked | HealthExit.Unknown, ran.Exit);
            Assert.Equal(["Healthy", "Unknown", "Healthy", "Healthy"], Statuses(ran.Json));
            var finding = Assert.Single(ran.Json.GetProperty("findings").EnumerateArray());
            Assert.Equal("NV1096", finding.GetProperty("id").GetString());
            Assert.Contains("nmem1 did not answer within 5 s: the kernel has not returned from /dev/nmem1", finding.GetProperty("evidence").GetString(), StringComparison.Ordinal);
            var line = Console.Run("health --timeout 5 --nagios", kernel);
            Assert.Equal((3, "NVDIMM UNKNOWN - 1 of 4 not healthy: nmem1 Unknown (HealthCheck) "), (line.Exit, line.Out.Split('|')[0]));
        }
        finally
        {
            free.Set();
        }
    }

    [Fact]
    public void A_fault_and_a_warning_add_up()
    {
        _kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem1").Dimm("nmem0").HealthState = SimulatedHealth.NonCritical;
        Assert.Equal(HealthExit.NotAsked | HealthExit.Unknown | HealthExit.Warning, Console.Run("health", _kernel).Exit);
        Assert.Equal(HealthExit.Warning, Console.Run("health nmem0", _kernel).Exit);
        Assert.Equal(HealthExit.Healthy, Console.Run("health nmem2 3", _kernel).Exit);
    }

    [Fact]
    public void The_platform_alone_asks_nobody_and_is_no_success()
    {
        Assert.Equal(HealthExit.Unknown, Console.Run("health --platform-only", _kernel).Exit);
        Assert.Empty(_kernel.Transcript);
    }

    [Theory]
    [InlineData("health nmem9")]
    [InlineData("health x*")]
    [InlineData("health nmem0 --no-such")]
    [InlineData("health --replay /no/such/file")]
    public void What_cannot_begin_is_bit_one(string line)
    {
        var ran = Console.Run(line, line.Contains("replay", StringComparison.Ordinal) ? null : _kernel);
        Assert.Equal(HealthExit.Nothing, ran.Exit);
        Assert.StartsWith("nvdimm: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_there_hides_no_other()
    {
        _kernel.Dimm("nmem1").HealthState = SimulatedHealth.Critical;
        var ran = Console.Run("health nmem9 nmem1 nmem* --json", _kernel);
        Assert.Equal(HealthExit.Nothing | HealthExit.Unhealthy, ran.Exit);
        Assert.Equal(["Unhealthy", "Healthy", "Healthy", "Healthy"], Statuses(ran.Json));
        Assert.Contains("nmem9", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_for_monitoring()
    {
        var ran = Console.Run("health nmem0 --nagios", _kernel);
        Assert.Equal(
            (0, "NVDIMM OK - 1 healthy | nmem0_media_temperature=33;79 nmem0_controller_temperature=38;98 nmem0_spares=100%;50: nmem0_life=98%;10: nmem0_dirty_shutdowns=1c\n"),
            (ran.Exit, ran.Out));

        _kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem1");
        Assert.Equal((3, "NVDIMM UNKNOWN - 1 of 4 not healthy: nmem1 Unknown (HealthCheck) "), Nagios("health --nagios"));
        _kernel.Dimm("nmem2").HealthState = SimulatedHealth.NonCritical;
        Assert.Equal((1, "NVDIMM WARNING - 2 of 4 not healthy: nmem1 Unknown (HealthCheck); nmem2 Warning (ThresholdExceeded) "), Nagios("health --nagios"));
        _kernel.Dimm("nmem3").HealthState = SimulatedHealth.Critical;
        Assert.Equal(2, Nagios("health --nagios").Exit);
        Assert.Equal((3, "NVDIMM UNKNOWN - There is no DIMM 'nmem9'. There are: nmem0, nmem1, nmem2, nmem3.\n"), Nagios("health nmem9 --nagios"));
        Assert.Equal(3, Nagios("health --nagios --json").Exit);
    }

    [Fact]
    public void Every_bit_is_in_the_help_and_in_the_manual()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        manual = manual[manual.IndexOf("| Bit | Meaning |", StringComparison.Ordinal)..];
        var help = Console.Run("health --help").Out;
        foreach (var bit in typeof(HealthExit).GetFields().Where(f => f.IsLiteral && f.FieldType == typeof(int)).Select(f => f.GetRawConstantValue()))
        {
            Assert.Contains($"| {bit} |", manual, StringComparison.Ordinal);
            Assert.True(bit is 0 || System.Text.RegularExpressions.Regex.IsMatch(help, $@"(?m)^ +{bit} "), help);
        }
    }

    private (int Exit, string Text) Nagios(string line)
    {
        var ran = Console.Run(line, _kernel);
        return (ran.Exit, ran.Out.Split('|')[0]);
    }

    private static IEnumerable<string?> Statuses(JsonElement json) => json.GetProperty("dimms").EnumerateArray().Select(d => d.GetProperty("healthStatus").GetString());
}
