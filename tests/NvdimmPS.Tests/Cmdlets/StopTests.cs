using System.Collections;
using System.Collections.Concurrent;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Cmdlets;
using NvdimmPS.Simulation;
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
    [InlineData("Compare-NvdimmHealth Baseline health")]
    [InlineData("Watch-NvdimmEvent")]
    [InlineData("Invoke-NvdimmDsm Function 1 Dimm *")]
    [InlineData("Invoke-NvdimmCommand Command smart Dimm *")]
    [InlineData("Compare-NvdimmRoute Dimm *")]
    [InlineData("Get-NvdimmThreshold")]
    [InlineData("Set-NvdimmThreshold Dimm * MediaTemperature 70")]
    [InlineData("Get-NvdimmFirmware")]
    [InlineData("Test-NvdimmFirmware Baseline 1.0")]
    [InlineData("ConvertTo-NdctlJson Health true")]
    [InlineData("Export-NvdimmConfiguration")]
    [InlineData("Export-NvdimmReport Path report.html")]
    [InlineData("Export-NvdimmSupportBundle Path stopped.zip")]
    public void It_ends_while_a_DIMM_hangs(string command)
    {
        using var stop = new CancellationTokenSource();
        using var free = new ManualResetEventSlim();
        Watched.BeforeRequest = (_, _) =>
        {
            stop.Cancel();
            free.Wait(CancellationToken.None);
        };
        EndsWithNothing(command, stop.Token);
        Assert.False(free.IsSet);
        free.Set();
        Assert.True(SpinWait.SpinUntil(() => Watched.StillOpen == 0, TimeSpan.FromMinutes(1)));
    }

    /// <summary>What hung fails afterwards, and cannot say so to the pipeline any more. It is no failure of the host.</summary>
    [Fact]
    public void What_is_left_behind_is_not_told_to_the_host()
    {
        var told = new ConcurrentQueue<string>();
        void Tell(object? sender, UnobservedTaskExceptionEventArgs e) => told.Enqueue($"{e.Exception}");
        TaskScheduler.UnobservedTaskException += Tell;
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = 5 });
        try
        {
            It_ends_while_a_DIMM_hangs("Invoke-NvdimmDsm Function 1 Dimm *");
            for (var i = 0; i < 5; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Tell;
            Kernel.Faults.Clear();
        }

        Assert.DoesNotContain(told, e => e.Contains(nameof(PipelineCmdlet), StringComparison.Ordinal));
    }

    private Dictionary<string, object?> Parameters(string[] words) => words.Chunk(2).ToDictionary(
        pair => pair[0],
        pair => pair switch
        {
            [_, "true"] => true,
            ["Baseline", "health"] => new[] { new HealthReader(Kernel).Read(new NvdimmMachine(Kernel).GetDevice("nmem0")) },
            ["Baseline", _] => new Hashtable { ["*"] = pair[1] },
            _ => (object?)pair[1],
        });

    private void EndsWithNothing(string line, CancellationToken stop)
    {
        var words = line.Split(' ');
        var run = RunUntil(words[0], Parameters(words[1..]), null, stop);
        Assert.Empty(run.Objects);
        Assert.Empty(run.Errors);
        Assert.Null(run.TerminatingError);
    }

    /// <summary>Two DIMMs hang, one after the other: each is told, the others are listed, and no node is closed under the calls.</summary>
    [Fact]
    public void DIMMs_that_do_not_answer_in_time_are_listed_as_such()
    {
        using var free = new ManualResetEventSlim();
        Watched.BeforeRequest = (node, _) =>
        {
            if (node is "nmem0" or "nmem1")
            {
                free.Wait(CancellationToken.None);
            }
        };
        try
        {
            var run = Run("ConvertTo-NdctlJson", new { Dimm = new[] { "nmem0", "nmem1", "nmem2" }, Health = true, TimeoutSec = 5 });
            Assert.Empty(run.Errors);
            var text = Assert.IsType<string>(Assert.Single(run.Objects));
            Assert.Equal(3, text.Split("\"dev\":").Length - 1);
            Assert.Equal(["nmem0 did not answer within 5 s", "nmem1 did not answer within 5 s"], run.Warnings.Select(w => w.Split(':')[0]));
            Assert.Equal(2, Watched.StillOpen);
        }
        finally
        {
            free.Set();
        }
    }

    /// <summary>A module that hangs when it is asked for its capacity: its node stays open until the kernel returns.</summary>
    [Fact]
    public void No_node_is_closed_under_a_call_that_hangs()
    {
        using var stop = new CancellationTokenSource();
        using var free = new ManualResetEventSlim();
        Watched.BeforeRequest = (_, buffer) =>
        {
            if (BitConverter.ToUInt64(buffer[8..]) == 9)
            {
                stop.Cancel();
                free.Wait(CancellationToken.None);
            }
        };
        EndsWithNothing("ConvertTo-NvdimmMetric Capacity true", stop.Token);
        Assert.Equal(1, Watched.StillOpen);
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
            var pipe = Files.Unix.Pipe(Path.Combine(folder, "pipe"));
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
        using var free = new ManualResetEventSlim();
        Watched.BeforeRequest = (_, _) =>
        {
            stop.Cancel();
            free.Wait(CancellationToken.None);
        };
        var run = action(stop.Token);
        Assert.True(run.Stopped);
        Assert.Null(run.TerminatingError);
        Assert.Empty(run.Errors);
        free.Set();
        Assert.True(SpinWait.SpinUntil(() => Watched.StillOpen == 0, TimeSpan.FromMinutes(1)));
        Assert.Single(Requests.Select(r => r.Split(' ')[0]).Distinct());
        Assert.NotEmpty(Watched.Opened);
    }
}
