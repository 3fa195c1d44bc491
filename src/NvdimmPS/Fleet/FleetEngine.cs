using System.Management.Automation;
using System.Management.Automation.Runspaces;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>PowerShell's own remoting, which does the work.</summary>
internal static class FleetEngine
{
    /// <summary>
    /// How long <see cref="Close"/> waits: it only writes a few bytes, but an ssh that does not read may hold it up for ever.
    /// </summary>
    private const int CloseMs = 1000;

    /// <summary>
    /// Starts a script on a target, as a job of the engine. It is in no list, so that nobody else can stop it (<see cref="Close"/>).
    /// </summary>
    /// <exception cref="NvdimmException">The engine does not take the target.</exception>
    public static Job Start(FleetTarget target, ScriptBlock script, object[]? arguments, JobRepository jobs)
    {
        var name = $"NvdimmFleet-{Guid.NewGuid():N}";
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Core\\Invoke-Command")
            .AddParameters(target.Parameters()).AddParameter("ScriptBlock", script).AddParameter("AsJob").AddParameter("JobName", name);
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
            throw FleetErrors.For(FleetFault.Ssh, target.Name, e.Message);
        }
        catch (PipelineStoppedException) when (Begun() is not null)
        {
            // It is ended with the others.
        }

        var job = Begun() ?? throw (shell.InvocationStateInfo.State == PSInvocationState.Stopped
            ? new PipelineStoppedException()
            : FleetErrors.For(FleetFault.Ssh, target.Name, string.Join(' ', shell.Streams.Error.ReadAll())));
        jobs.Remove(job);
        return job;

        // By its name: a command that is stopped at that moment does not hand its job over, and the job runs all the same.
        Job? Begun() => jobs.Jobs.Find(j => j.Name == name);
    }

    /// <summary>The session under a job.</summary>
    public static Runspace? Session(Job job) => PSObject.AsPSObject(job.ChildJobs[0]).Properties["Runspace"]?.Value as Runspace;

    /// <summary>
    /// Closes a session, which ends what runs in it; to be done before its connection ends. When a connection ends under an open
    /// session, the engine forgets the command and leaves it open: whatever comes of the command then (output that was still
    /// waiting, or no answer to the signal of StopJob within a minute) makes the engine write to the connection that is gone, on a
    /// thread where nobody catches what that throws, and the process ends. To a closed command nothing comes. So no job is stopped.
    /// </summary>
    public static void Close(Runspace? session)
    {
        var closing = Task.Factory.StartNew(() => session?.CloseAsync(), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Task.WaitAny([closing], CloseMs);
    }

    /// <summary>Frees a job. One that hangs is freed when it ends, if it ever does.</summary>
    /// <param name="job">The job.</param>
    /// <param name="after">Let go once the engine is done with it.</param>
    public static void Free(Job job, IDisposable? after)
    {
        if (job.JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped)
        {
            End();
        }
        else
        {
            // In a task: what is thrown on a thread of the pool ends the process.
            ThreadPool.RegisterWaitForSingleObject(job.Finished, (_, _) => Task.Run(End), state: null, Timeout.Infinite,
                executeOnlyOnce: true);
        }

        void End()
        {
            job.Dispose();
            after?.Dispose();
        }
    }
}
