using System.Management.Automation;
using NvdimmPS.BadBlocks;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Says where bad blocks lie: region, DIMM, namespace, block device. Reads sysfs, and of an interleaved region asks the bus for
/// the DIMM. Writes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "NvdimmBadBlock", DefaultParameterSetName = RegionSet)]
[OutputType(typeof(NvdimmBadBlockRange))]
public sealed class GetNvdimmBadBlockCmdlet : TopologyCmdlet
{
    private SpaTranslator? _translator;

    /// <summary>Those of these regions; of all when left out.</summary>
    [Parameter(ParameterSetName = RegionSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Those that lie in these namespaces.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[]? Namespace { get; set; }

    /// <summary>Those that are, or may be, on these DIMMs.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Dimm)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _translator = new SpaTranslator(Machine.Kernel, Machine.Topology);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _translator?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        if (Namespace is not null)
        {
            var found = Namespaces.Select(Namespace, Report).ToList();
            var (names, regions) = (found.Select(n => n.Name).ToHashSet(StringComparer.Ordinal),
                found.Select(n => n.Region).ToHashSet(StringComparer.Ordinal));
            Emit(Machine.Topology.GetRegions().Where(r => regions.Contains(r.Name)), range => range.MayBeIn(names));
        }
        else if (Dimm is not null)
        {
            var dimms = Devices.Select(Dimm, Report).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
            Emit(Machine.Topology.GetRegions().Where(r => r.Dimms.Any(dimms.Contains)), range => range.Dimms.Any(dimms.Contains));
        }
        else
        {
            Emit(Regions.Select(Region, Report), _ => true);
        }
    });

    private void Emit(IEnumerable<NvdimmRegion> regions, Func<NvdimmBadBlockRange, bool> wanted)
    {
        foreach (var region in regions)
        {
            if (Stopping)
            {
                return;
            }

            Try(region,
                () => Emit(BadBlockMap.Map(region, [.. Machine.Topology.GetNamespacesOf(region.Name)], e => Report(e, region), _translator)
                    .Where(wanted)));
            if (region.BadBlocks is not null && region.BadBlockCount is null)
            {
                WriteWarning($"{region.Name}: this may not be all: {region.Unavailable[nameof(region.BadBlockCount)]}.");
            }
        }
    }

    private const string RegionSet = "Region";
    private const string NamespaceSet = "Namespace";
    private const string DimmSet = "Dimm";
}
