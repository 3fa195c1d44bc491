using System.Management.Automation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Invoke-NvdimmFleet and the engine's jobs. What hosts answer is a matter of real ones.</summary>
public sealed class InvokeNvdimmFleetTests(CmdletFixture fixture) : CmdletTest(fixture, shared: true)
{
    /// <summary>A job that begins and is not handed over, since the pipeline is stopped in between, is still somebody's.</summary>
    [Fact]
    public void A_stop_while_a_job_begins_leaves_no_job_behind()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        Variables.Set(new Hooked("nvdimmWhile", () =>
        {
            // The engine asks for it after it has taken the command, and before the job begins.
            asked++;
            stop.Cancel();
            CmdletHost.AwaitStop();
        }));
        var run = RunUntil("Invoke-NvdimmFleet", new { HostName = "nosuch.invalid", ScriptBlock = ScriptBlock.Create("$using:nvdimmWhile") }, null, stop.Token);
        Variables.Remove("nvdimmWhile");
        Assert.NotEqual(0, asked);
        Assert.True(run.Stopped);
        Assert.Empty(run.Errors);
        Assert.Empty(Objects("Get-Job"));
    }

    /// <summary>A variable that does something when it is read.</summary>
    private sealed class Hooked(string name, Action read) : PSVariable(name)
    {
        public override object Value
        {
            get
            {
                read();
                return "";
            }

            set => base.Value = value;
        }
    }
}
