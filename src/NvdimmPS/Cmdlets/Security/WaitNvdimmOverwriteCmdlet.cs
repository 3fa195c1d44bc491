using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Waits until no overwrite goes on, and gives how each DIMM stands then. Ctrl+C ends the waiting, not the overwrite.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NvdimmOverwrite")]
[OutputType(typeof(NvdimmSecurity))]
public sealed class WaitNvdimmOverwriteCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>How long to wait for each DIMM; for ever when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var reader = new SecurityReader(Machine, Caller);
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Await(reader, device));
        }
    });

    private void Await(SecurityReader reader, NvdimmDevice device)
    {
        var wasSeen = false;
        var ended = SecurityPlanner.Await(() => reader.ReadAgain(device), TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null,
            (now, waited) =>
            {
                wasSeen |= now.State == SecurityWords.Overwriting;
                WriteProgress(OverwriteProgress.Show(now, waited));
            }, stop: Stopped);
        WriteObject(ended);
        if (wasSeen)
        {
            Tell($"{device.Name}: the overwrite has ended. Its labels are read anew once it was disabled and enabled: "
                + $"Disable-NvdimmDevice {device.Name}, Enable-NvdimmDevice {device.Name}.", "NvdimmSecurity");
        }
    }
}
