using System.Management.Automation;
using NvdimmPS.Simulation;

namespace NvdimmPS.Shell.Simulator;

/// <summary>
/// A snoop that is a script block. Requests are sent on a thread of their own, and a script block runs on its pipeline's and on no
/// other; a .NET delegate may block, and does so on the thread that sends the request.
/// </summary>
internal static class ScriptSnoop
{
    /// <summary>The same snoop, on the pipeline's thread where it is a script block.</summary>
    public static NdSnoop? From(NdSnoop? snoop) => snoop is null || !IsScript(snoop) ? snoop : request =>
    {
        var errno = 0;
        if (SynchronizationContext.Current is { } pipeline)
        {
            pipeline.Send(_ => errno = snoop(request), null);
        }
        else
        {
            errno = snoop(request);
        }

        return errno;
    };

    /// <summary>PowerShell makes a compiled delegate of a script block, which it keeps among the delegate's constants.</summary>
    private static bool IsScript(NdSnoop snoop) =>
        snoop.Target?.GetType().GetField("Constants")?.GetValue(snoop.Target) is object[] constants && constants.Any(c => c is ScriptBlock);
}
