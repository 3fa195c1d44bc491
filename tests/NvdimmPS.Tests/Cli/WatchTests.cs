using System.Diagnostics;
using System.Text.Json;
using NvdimmPS.Cli;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class WatchTests
{
    private static readonly string[] Members =
        ["version", "sequence", "time", "kind", "severity", "dimm", "target", "property", "from", "to", "reason", "message", "isInitial", "source"];

    [Fact]
    public void The_state_at_the_start_a_line_each_then_the_timeout()
    {
        using var kernel = new SimulatedKernel("1x2");
        kernel.Dimm("nmem1").HealthState = SimulatedHealth.Fatal;
        var ran = Watch("watch nmem1 --include-initial --json", kernel);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        var lines = Array.ConvertAll(ran.Lines, l => JsonDocument.Parse(l).RootElement);
        Assert.All(lines, l => Assert.Equal(Members, l.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(Enumerable.Range(1, lines.Length), lines.Select(l => l.GetProperty("sequence").GetInt32()));
        Assert.Equal(["nmem1"], lines.Select(l => l.GetProperty("dimm").GetString()).OfType<string>().Distinct());
        Assert.Equal("Error", lines.Single(l => l.GetProperty("kind").GetString() == "Health").GetProperty("severity").GetString());
        Assert.Contains(Watch("watch nmem1 --include-initial", kernel).Lines, l => l.Contains(" Error       nmem1", StringComparison.Ordinal));
    }

    [Fact]
    public void The_platform_alone_asks_nobody()
    {
        using var kernel = new SimulatedKernel("1x2");
        Assert.Equal(ExitCodes.Success, Console.Run("watch --platform-only --include-initial --timeout 1", kernel).Exit);
        Assert.Empty(kernel.Transcript);
    }

    [Theory]
    [InlineData("watch nmem9", ExitCodes.NotFound)]
    [InlineData("watch x*", ExitCodes.NotFound)]
    [InlineData("watch --timeout 0", ExitCodes.Usage)]
    [InlineData("watch --heartbeat 86401", ExitCodes.Usage)]
    [InlineData("watch --heartbeat soon", ExitCodes.Usage)]
    [InlineData("watch --timeout", ExitCodes.Usage)]
    public void What_cannot_begin_does_not(string line, int exit)
    {
        var ran = Console.Run(line + " --simulate=1x1");
        Assert.Equal((exit, ""), (ran.Exit, ran.Out));
        Assert.StartsWith("nvdimm: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_driver_there_is_nothing_to_wait_for()
    {
        Assert.Equal(ExitCodes.Unsupported, Console.Run("watch --timeout 1", new Cmdlets.NoKernel()).Exit);
        var folder = Directory.CreateTempSubdirectory("nvdimmps-watch");
        folder.CreateSubdirectory("bus/nd/devices");
        var ran = Console.Run("watch --timeout 1", new Cmdlets.NoKernel { SysfsRoot = folder.FullName });
        folder.Delete(recursive: true);
        Assert.Equal((ExitCodes.Success, "nvdimm: No DIMM found yet; new ones will be reported.\n"), (ran.Exit, ran.Error));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_it_without_a_word(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        using var watch = Start("--include-initial", "--json");
        Assert.StartsWith("{", watch.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Process.Start("kill", ["-s", signal, $"{watch.Id}"]).WaitForExit();
        _ = watch.StandardOutput.ReadToEnd();
        watch.WaitForExit();
        Assert.Equal((0, ""), (watch.ExitCode, watch.StandardError.ReadToEnd()));
    }

    [Fact]
    public void A_closed_pipe_ends_it_without_a_word()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        using var watch = Start("--heartbeat", "1");
        Assert.NotNull(watch.StandardOutput.ReadLine());
        watch.StandardOutput.Close();
        watch.WaitForExit();
        Assert.Equal((0, ""), (watch.ExitCode, watch.StandardError.ReadToEnd()));
    }

    /// <summary>Until its time is up, which on a busy machine may be before the first look: then it is given longer.</summary>
    private static Ran Watch(string line, SimulatedKernel kernel)
    {
        Ran? ran = null;
        foreach (var seconds in (int[])[1, 10, 60])
        {
            ran = Console.Run($"{line} --timeout {seconds}", kernel);
            if (ran.Out.Contains("Unhealthy", StringComparison.Ordinal))
            {
                break;
            }
        }

        return ran!;
    }

    /// <summary>A process of its own, to send signals to.</summary>
    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(ExitCodes).Assembly.Location, "watch", "--simulate=1x1", .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
