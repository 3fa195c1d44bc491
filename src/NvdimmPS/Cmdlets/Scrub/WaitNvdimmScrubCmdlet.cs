using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Waits until no scrub runs on buses, and gives how each stands then. Ctrl+C ends the waiting, not the scrub.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NvdimmScrub")]
[OutputType(typeof(NvdimmScrub))]
public sealed class WaitNvdimmScrubCmdlet : TopologyCmdlet
{
    /// <summary>The buses; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>How long to wait for each bus; for ever when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var bus in Buses.Select(Bus, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () => WriteObject(ScrubPlanner.Await(
                () => Machine.GetBus(bus.Name), TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null, Show, stop: Stopped)));
        }
    });

    private void Show(NvdimmScrub scrub, TimeSpan waited) => WriteProgress(new ProgressRecord(1, $"Waiting for the scrub of {scrub.Bus}",
        string.Create(CultureInfo.InvariantCulture, $"{waited:hh\\:mm\\:ss}, {scrub.Count} completed before"))
    {
        RecordType = scrub.State == "idle" ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });
}
