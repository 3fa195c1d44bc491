using System.Management.Automation;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says whether buses are scrubbed and how often they were, or what their firmware found last.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmScrub")]
[OutputType(typeof(NvdimmScrub), typeof(NvdimmScrubResult))]
public sealed class GetNvdimmScrubCmdlet : TopologyCmdlet
{
    /// <summary>Which buses; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>Asks the firmware of the buses for its last scrub and the errors that it found.</summary>
    [Parameter]
    public SwitchParameter Firmware { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!Firmware)
        {
            Emit(() => Buses.Select(Bus, Report).Select(bus => NvdimmScrub.From(bus)));
            return;
        }

        Blocking(() =>
        {
            var scrub = new RangeScrub(Machine, Caller);
            foreach (var bus in Buses.Select(Bus, Report).Where(b => Bus is not null || RangeScrub.IsOfferedBy(b)))
            {
                if (Stopping)
                {
                    return;
                }

                Try(bus, () => WriteObject(scrub.Read(bus)));
            }
        });
    }
}
