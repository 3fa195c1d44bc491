using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that looks at DIMMs, one after the other; all of them where none is named.</summary>
public abstract class DimmCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ForEach(Devices.Select(Dimm, Report), Read, (_, result) => WriteObject(result), Limit, ReadLate);

    /// <summary>How long a DIMM may take; null for ever.</summary>
    private protected virtual TimeSpan? Limit => null;

    /// <summary>One DIMM.</summary>
    private protected abstract object Read(NvdimmDevice device);

    /// <summary>One that did not answer in time.</summary>
    private protected virtual object ReadLate(NvdimmDevice device, NvdimmException why) => throw why;
}
