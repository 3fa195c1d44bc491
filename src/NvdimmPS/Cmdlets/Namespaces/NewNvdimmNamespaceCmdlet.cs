using System.Management.Automation;
using NvdimmPS.Namespaces;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Makes namespaces: one in each region that is named, or one in the first region that can have it.</summary>
[Cmdlet(VerbsCommon.New, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class NewNvdimmNamespaceCmdlet : ChangeCmdlet
{
    /// <summary>The regions; the first that can have it when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>The mode; fsdax when left out, or raw where the kernel has no fsdax.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMode Mode { get; set; }

    /// <summary>Bytes of the region: a number, or text such as 16M; all that is free in one piece when left out.</summary>
    [Parameter]
    [NvdimmSize]
    public ulong Size { get; set; }

    /// <summary>The mapping alignment of fsdax and devdax.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(AlignmentCompleter))]
    public ulong Alignment { get; set; }

    /// <summary>Where the page structures of fsdax and devdax are: in the namespace itself when left out.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMap Map { get; set; }

    /// <summary>Bytes of a sector: 4096 in sector mode, else 512, when left out.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(SectorSizeCompleter))]
    public ulong SectorSize { get; set; }

    /// <summary>A name for people, of at most 63 bytes.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The UUID in the labels; made when left out.</summary>
    [Parameter]
    public Guid Uuid { get; set; }

    private NamespacePlanner Planner => field ??= new(Machine, Caller) { WaitsForOthers = true };

    private bool _hasUuid;

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var request = GivenNamespace.Request(this);
        if (request.Uuid is not null && (_hasUuid || Region?.Length > 1 || Region?.Any(WildcardPattern.ContainsWildcardCharacters) == true))
        {
            throw NamespaceErrors.OneUuid();
        }

        _hasUuid = request.Uuid is not null;
        if (Region is null)
        {
            Make(Planner.Propose(Regions.Select(null, Report).ToList(), request));
            return;
        }

        foreach (var region in Regions.Select(Region, Report).ToList())
        {
            if (Stopping)
            {
                return;
            }

            Try(region, () => Make(Planner.Propose(region, request)));
        }
    });

    private void Make(NamespaceProposal proposal)
    {
        NvdimmNamespace? made = null;
        if (Apply(Planner.New(proposal, now => made = now)))
        {
            WriteObject(made);
        }
    }
}
