using System.Management.Automation;

namespace NvdimmPS.Shell.Watching;

/// <summary>The events of one subscription, in the engine's hands.</summary>
/// <param name="engine">The session's events.</param>
/// <param name="name">The subscription's name.</param>
/// <param name="data">What goes with each event.</param>
/// <param name="hasAction">True where an action runs for each event, and none is to wait for Get-Event.</param>
internal sealed class SessionEvents(PSEventManager engine, string name, PSObject? data, bool hasAction)
{
    /// <summary>
    /// Puts an event into the session's queue before it returns. The handler that the engine itself adds to a .NET event
    /// leaves that to the thread pool, where an event overtakes another one, or the end of its subscription.
    /// </summary>
    public void Add(NvdimmWatcher sender, NvdimmEvent seen)
    {
        var added =
            engine.GenerateEvent(name, sender, [sender, seen], data, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
        if (hasAction)
        {
            Withdraw(added);
        }
    }

    /// <summary>An event whose action is gone, since the subscription ended at that moment, would wait for Get-Event for ever.</summary>
    private void Withdraw(PSEventArgs added)
    {
        var waiting = engine.ReceivedEvents;
        lock (waiting.SyncRoot)
        {
            for (var i = waiting.Count - 1; i >= 0; i--)
            {
                if (waiting[i] == added)
                {
                    waiting.RemoveAt(i);
                    return;
                }
            }
        }
    }
}
