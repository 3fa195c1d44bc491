using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists namespaces.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmNamespace", DefaultParameterSetName = NamespaceSet)]
[OutputType(typeof(NvdimmNamespace))]
public sealed class GetNvdimmNamespaceCmdlet : TopologyCmdlet
{
    /// <summary>Which ones; all when left out.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Namespace { get; set; }

    /// <summary>Those of these regions.</summary>
    [Parameter(ParameterSetName = RegionSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Those that are on these DIMMs.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Dimm)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Those of these buses.</summary>
    [Parameter(ParameterSetName = BusSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Emit(() => Region is not null ? In(Region)
        : Dimm is not null ? On(Dimm)
        : Bus is not null ? OnBus(Bus)
        : Namespaces.Select(Namespace, Report));

    private IEnumerable<NvdimmNamespace> In(string[] regions)
    {
        var names = Regions.Select(regions, Report).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        return Machine.Topology.GetNamespaces().Where(n => names.Contains(n.Region));
    }

    private IEnumerable<NvdimmNamespace> On(string[] dimms)
    {
        var names = Devices.Select(dimms, Report).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return Machine.Topology.GetNamespaces().Where(n => n.Dimms.Any(names.Contains));
    }

    private IEnumerable<NvdimmNamespace> OnBus(string[] buses)
    {
        var names = Buses.Select(buses, Report).Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        return Machine.Topology.GetNamespaces().Where(n => names.Contains(n.Bus));
    }

    private const string NamespaceSet = "Namespace";
    private const string RegionSet = "Region";
    private const string DimmSet = "Dimm";
    private const string BusSet = "Bus";
}
