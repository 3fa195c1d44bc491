using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Watching;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Makes the changes of the DIMMs' health events of the session, as Register-ObjectEvent does. Unregister-Event ends it.</summary>
[Cmdlet(VerbsLifecycle.Register, "NvdimmEvent")]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterNvdimmEventCmdlet : WatchCmdlet
{
    /// <summary>What runs for each event; the events wait for Get-Event when it is left out.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Action { get; set; }

    /// <summary>The name by which Get-Event, Wait-Event and Unregister-Event know it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SourceIdentifier { get; set; } = Guid.NewGuid().ToString();

    /// <summary>What <c>$Event.MessageData</c> gives the action.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <inheritdoc/>
    protected override void End() => Try(null, Register);

    private void Register()
    {
        if (Options() is not { } options)
        {
            return;
        }

        if (Events.GetEventSubscribers(SourceIdentifier).Any())
        {
            throw BindingErrors.SubscriberExists(SourceIdentifier);
        }

        // The engine holds the watcher, as long as its subscription lasts. It adds its handler first and records the
        // subscription, with the action, afterwards: what were told in between would find no action.
        var watcher = new NvdimmWatcher(Machine.Kernel, options);
        var events = new SessionEvents(Events, SourceIdentifier, MessageData, hasAction: Action is not null);
        var subscriber = Events.SubscribeEvent(watcher, nameof(NvdimmWatcher.Seen), SourceIdentifier, MessageData, Action,
            supportEvent: false, forwardEvent: false);
        try
        {
            watcher.Begin(seen => events.Add(watcher, seen), runsAction: Action is not null);
        }
        catch
        {
            Events.UnsubscribeEvent(subscriber);
            throw;
        }

        WriteGap(watcher.Gap);
        if (Action is not null)
        {
            WriteObject(subscriber.Action);
        }
    }
}
