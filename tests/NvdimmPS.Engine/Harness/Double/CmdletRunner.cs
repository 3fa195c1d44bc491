using System.Management.Automation;

namespace NvdimmPS.Engine.Harness;

/// <summary>Takes one cmdlet instance through its life, as the engine's CommandProcessor does.</summary>
public sealed class CmdletRunner(PSCmdlet cmdlet, RecordingRuntime runtime)
{
    /// <param name="bind">Sets the parameters; a refused argument is thrown.</param>
    /// <param name="pipeline">Null for one ProcessRecord with nothing piped in.</param>
    /// <param name="bindItem">Sets the parameters that come from the item; false skips it.</param>
    public void Run(Action bind, IEnumerable<object?>? pipeline, Func<object?, bool> bindItem)
    {
        cmdlet.CommandRuntime = runtime;
        try
        {
            bind();
            EngineHooks.Begin(cmdlet);
            if (pipeline is null)
            {
                EngineHooks.Process(cmdlet);
            }

            foreach (object? item in pipeline ?? [])
            {
                runtime.ThrowIfNotPermitted();
                if (bindItem(item))
                {
                    EngineHooks.Process(cmdlet);
                }
            }

            runtime.ThrowIfNotPermitted();
            EngineHooks.End(cmdlet);
        }
        catch (PipelineStoppedException)
        {
            runtime.Run.Stopped = runtime.Run.TerminatingError is null;
        }
        catch (Exception e)
        {
            runtime.Fail(e);
        }
    }

    /// <summary>For any other thread.</summary>
    public void Stop() => EngineHooks.Stop(cmdlet);
}
