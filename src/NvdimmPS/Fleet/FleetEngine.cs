using System.Management.Automation;

namespace NvdimmPS.Fleet;

/// <summary>PowerShell's own remoting, which does the work.</summary>
internal static class FleetEngine
{
    /// <summary>Starts a script on a target, as a job of the engine.</summary>
    public static Job Start(FleetTarget target, ScriptBlock script, object[]? arguments)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Core\\Invoke-Command").AddParameters(target.Parameters()).AddParameter("ScriptBlock", script).AddParameter("AsJob");
        if (arguments is { Length: > 0 })
        {
            shell.AddParameter("ArgumentList", arguments);
        }

        return shell.Invoke<Job>()[0];
    }

    /// <summary>Takes a job out of the engine's list. What still hangs in it is waited for elsewhere.</summary>
    public static void Remove(Job job)
    {
        if (job.JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped)
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddCommand("Microsoft.PowerShell.Core\\Remove-Job").AddParameter("Job", job).AddParameter("Force").Invoke();
        }
    }
}
