using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Ctrl+C ends a pipeline between two DIMMs, and what it held open is closed.</summary>
public sealed class StopTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6", shared: true)
{
    [Theory]
    [InlineData("Invoke-NvdimmDsm", 1)]
    [InlineData("Compare-NvdimmRoute", null)]
    public void It_ends_between_two_DIMMs(string command, int? function)
    {
        var parameters = new Dictionary<string, object?> { ["Dimm"] = "*" };
        if (function is not null)
        {
            parameters["Function"] = function;
        }

        StoppedSoon(stopping => RunUntil(command, parameters, null, stopping));
    }

    [Fact]
    public void It_ends_between_two_items() =>
        StoppedSoon(stopping => RunUntil("Invoke-NvdimmDsm", new { Function = 1 }, Enumerable.Range(0, 12).Cast<object?>(), stopping));

    /// <summary>A DIMM that hangs is left behind; what asks it ends, and closes its node, once the kernel returns.</summary>
    [Theory]
    [InlineData("Get-NvdimmHealth")]
    [InlineData("Test-NvdimmHealth")]
    [InlineData("Watch-NvdimmEvent")]
    public void It_ends_while_a_DIMM_hangs(string command)
    {
        using var stop = new CancellationTokenSource();
        using var free = new ManualResetEventSlim();
        Watched.BeforeRequest = (_, _) =>
        {
            stop.Cancel();
            free.Wait(CancellationToken.None);
        };
        var run = RunUntil(command, null, null, stop.Token);
        Assert.False(free.IsSet);
        Assert.Empty(run.Objects);
        Assert.Empty(run.Errors);
        Assert.Null(run.TerminatingError);
        free.Set();
        Assert.True(SpinWait.SpinUntil(() => Watched.StillOpen == 0, TimeSpan.FromMinutes(1)));
    }

    /// <summary>Somebody has a pipe open and writes nothing to it, or reads nothing from it.</summary>
    [Theory]
    [InlineData("Invoke-NvdimmDsm", "InputFile")]
    [InlineData("Test-NvdimmHealth", "Policy")]
    [InlineData("Get-NvdimmAudit", "Path")]
    [InlineData("Import-NvdimmDsmSchema", "Path")]
    [InlineData("Export-NvdimmDsmSchema", "Path")]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void It_ends_while_a_pipe_is_waited_for(string command, string parameter)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs named pipes");
        var folder = Directory.CreateTempSubdirectory("nvdimm-stop-").FullName;
        try
        {
            var pipe = Data.Unix.Pipe(Path.Combine(folder, "pipe"));
            using var silent = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
            var parameters = new Dictionary<string, object?> { [parameter] = pipe };
            if (command == "Invoke-NvdimmDsm")
            {
                (parameters["Dimm"], parameters["Function"]) = ("*", 1);
            }

            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            var run = RunUntil(command, parameters, null, stop.Token);
            Assert.Empty(run.Objects);
            Assert.Empty(run.Errors);
            Assert.Null(run.TerminatingError);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void StoppedSoon(Func<CancellationToken, CmdletRun> action)
    {
        using var stop = new CancellationTokenSource();
        Watched.BeforeRequest = (_, _) =>
        {
            stop.Cancel();
            CmdletHost.AwaitStop();
        };
        var run = action(stop.Token);
        Assert.True(run.Stopped);
        Assert.Null(run.TerminatingError);
        Assert.Empty(run.Errors);
        Assert.Single(Requests.Select(r => r.Split(' ')[0]).Distinct());
        Assert.NotEmpty(Watched.Opened);
    }
}
