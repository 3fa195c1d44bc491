using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says whether buses are scrubbed and how often they were. Reads sysfs alone.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmScrub")]
[OutputType(typeof(NvdimmScrub))]
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

    /// <inheritdoc/>
    protected override void Process() => Emit(() => Buses.Select(Bus, Report).Select(bus => NvdimmScrub.From(bus)));
}
