using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists regions.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmRegion", DefaultParameterSetName = RegionSet)]
[OutputType(typeof(NvdimmRegion))]
public sealed class GetNvdimmRegionCmdlet : TopologyCmdlet
{
    /// <summary>Which ones; all when left out.</summary>
    [Parameter(ParameterSetName = RegionSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Those that map these DIMMs.</summary>
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
    protected override void Process() => Emit(() =>
    {
        if (Dimm is not null)
        {
            var dimms = Devices.Select(Dimm, Report).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
            return Regions.Select(null, Report).Where(r => r.Dimms.Any(dimms.Contains));
        }

        if (Bus is not null)
        {
            var buses = Buses.Select(Bus, Report).Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
            return Regions.Select(null, Report).Where(r => buses.Contains(r.Bus));
        }

        return Regions.Select(Region, Report);
    });

    private const string RegionSet = "Region";
    private const string DimmSet = "Dimm";
    private const string BusSet = "Bus";
}
