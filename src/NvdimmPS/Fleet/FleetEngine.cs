using System.Management.Automation;

namespace NvdimmPS.Fleet;

/// <summary>PowerShell's own remoting, which does the work.</summary>
internal static class FleetEngine
{
    /// <summary>Starts a script on a target, as a job of the engine.</summary>
    /// <exception cref="NvdimmException">The engine does not take the target.</exception>
    public static Job Start(FleetTarget target, ScriptBlock script, object[]? arguments, JobRepository jobs)
    {
        var name = $"NvdimmFleet-{Guid.NewGuid():N}";
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Core\\Invoke-Command").AddParameters(target.Parameters()).AddParameter("ScriptBlock", script).AddParameter("AsJob").AddParameter("JobName", name);
        if (arguments is { Length: > 0 })
        {
            shell.AddParameter("ArgumentList", arguments);
        }

        try
        {
            shell.Invoke();
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Errors.Fleet(FleetFault.Ssh, target.Name, e.Message);
        }
        catch (PipelineStoppedException) when (Begun() is not null)
        {
            // It is ended with the others.
        }

        return Begun() ?? throw (shell.InvocationStateInfo.State == PSInvocationState.Stopped
            ? new PipelineStoppedException()
            : Errors.Fleet(FleetFault.Ssh, target.Name, string.Join(' ', shell.Streams.Error.ReadAll())));

        // By its name: a command that is stopped at that moment does not hand its job over, and the job runs all the same.
        Job? Begun() => jobs.Jobs.Find(j => j.Name == name);
    }

    /// <summary>
    /// Takes a job out of the engine's list. One that hangs is freed when it ends, if it ever does; in a task, since what the engine
    /// throws then on a thread of the pool would end the process.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="jobs">The engine's list.</param>
    /// <param name="after">Let go once the engine is done with it.</param>
    public static void Remove(Job job, JobRepository jobs, IDisposable? after)
    {
        try
        {
            jobs.Remove(job);
        }
        catch (ArgumentException)
        {
            // Somebody else removed it.
        }

        if (job.JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped)
        {
            End();
        }
        else
        {
            ThreadPool.RegisterWaitForSingleObject(job.Finished, (_, _) => Task.Run(End), state: null, Timeout.Infinite, executeOnlyOnce: true);
        }

        void End()
        {
            job.Dispose();
            after?.Dispose();
        }
    }
}
