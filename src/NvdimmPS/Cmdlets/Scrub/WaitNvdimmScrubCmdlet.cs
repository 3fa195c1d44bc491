using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Waits until no scrub runs on buses, and gives how each stands then. Ctrl+C ends the waiting, not the scrub.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NvdimmScrub")]
[OutputType(typeof(NvdimmScrub), typeof(NvdimmScrubResult))]
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

    /// <summary>Asks the firmware of the buses: for the scrub of a range, and what it found.</summary>
    [Parameter]
    public SwitchParameter Firmware { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        TimeSpan? limit = TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var bus in Buses.Select(Bus, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () => WriteObject(Firmware
                ? new RangeScrub(Machine, Caller).Await(bus, limit,
                    (r, waited) => Show(r.Bus, r.State, waited, r.State != "InProgress"), Stopped)
                : ScrubPlanner.Await(() => Machine.GetBus(bus.Name), limit,
                    (s, waited) => Show(s.Bus, $"{s.Count} completed before", waited, s.State == "idle"), stop: Stopped)));
        }
    });

    private void Show(string bus, string state, TimeSpan waited, bool isOver) => WriteProgress(new ProgressRecord(1,
        $"Waiting for the scrub of {bus}", string.Create(CultureInfo.InvariantCulture, $"{waited:hh\\:mm\\:ss}, {state}"))
    {
        RecordType = isOver ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });
}
