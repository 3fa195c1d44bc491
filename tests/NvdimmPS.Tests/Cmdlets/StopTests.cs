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

    private void StoppedSoon(Func<CancellationToken, CmdletRun> action)
    {
        using var stop = new CancellationTokenSource();
        Watched.BeforeRequest = (_, _) =>
        {
            // A real engine stops on a thread of its own, which takes a moment.
            stop.Cancel();
            Thread.Sleep(20);
        };
        var run = action(stop.Token);
        Assert.True(run.Stopped);
        Assert.Null(run.TerminatingError);
        Assert.Empty(run.Errors);
        Assert.InRange(Requests.Select(r => r.Split(' ')[0]).Distinct().Count(), 1, 11);
        Assert.NotEmpty(Watched.Opened);
    }
}
