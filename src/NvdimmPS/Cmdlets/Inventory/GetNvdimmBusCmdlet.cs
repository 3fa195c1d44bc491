using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists NVDIMM buses.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmBus")]
[OutputType(typeof(NvdimmBus))]
public sealed class GetNvdimmBusCmdlet : TopologyCmdlet
{
    /// <summary>Which ones; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Emit(() => Buses.Select(Bus, Report));
}
