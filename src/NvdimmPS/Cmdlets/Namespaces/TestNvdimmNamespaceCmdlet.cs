using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.InfoBlocks.Sector;
using NvdimmPS.Namespaces;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Says whether a namespace can be made or changed as asked for, why not, and what would work. Reads sysfs, and of labels the version
/// where the sector mode depends on it; nothing is written.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "NvdimmNamespace", DefaultParameterSetName = NewSet)]
[OutputType(typeof(NvdimmNamespaceTest), typeof(bool))]
public sealed class TestNvdimmNamespaceCmdlet : TopologyCmdlet
{
    private const string NewSet = "New", SetSet = "Set";

    private ChangeSession? _session;

    /// <summary>The namespaces that are to be changed.</summary>
    [Parameter(ParameterSetName = SetSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <summary>The regions that are to have one; all when left out.</summary>
    [Parameter(ParameterSetName = NewSet, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Region)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>The mode.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMode Mode { get; set; }

    /// <summary>Bytes of the region: a number, or text such as 16M; the largest when left out.</summary>
    [Parameter]
    [NvdimmSize]
    public ulong Size { get; set; }

    /// <summary>The mapping alignment of fsdax and devdax.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(AlignmentCompleter))]
    public ulong Alignment { get; set; }

    /// <summary>Where the page structures of fsdax and devdax are.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMap Map { get; set; }

    /// <summary>Bytes of a sector.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(SectorSizeCompleter))]
    public ulong SectorSize { get; set; }

    /// <summary>A name for people.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The UUID in the labels.</summary>
    [Parameter]
    public Guid Uuid { get; set; }

    /// <summary>Whether it can be although something uses it, as the cmdlets that change namespaces take it.</summary>
    [Parameter(ParameterSetName = SetSet)]
    public SwitchParameter AllowInUse { get; set; }

    /// <summary>
    /// Checks disabled sector namespaces too, as they lie on the media: info blocks, log and map. For that the namespace is bound for a
    /// moment, and left as it was.
    /// </summary>
    [Parameter(ParameterSetName = SetSet)]
    public SwitchParameter CheckSector { get; set; }

    /// <summary>Gives one boolean each: whether it can be, and with -CheckSector whether nothing counts against its bytes.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private NamespacePlanner Planner => field ??= new(Machine, Caller);

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _session = new ChangeSession(this, () => new ChangeGates { Force = true });
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        var request = GivenNamespace.Request(this);
        Emit(() => Tests(request));
    }

    private IEnumerable<object> Tests(NamespaceRequest request) => ParameterSetName == SetSet
        ? Namespace.SelectMany(name => Seed(name) is { } seed ? [seed]
            : Namespaces.Select([name], Report).Select(n => Tell(Planner.Propose(n, request))))
        : Regions.Select(Region, Report).Select(r => Tell(Planner.Propose(r, request)));

    private object Tell(NamespaceProposal proposal)
    {
        var found = Check(proposal);
        object isFine = found is not null && NamespaceTester.IsPossible(proposal, AllowInUse) && !found.Any(f => f.Counts);
        return Quiet ? isFine : NamespaceTester.Tell(proposal, Words, DateTime.UtcNow, AllowInUse, found);
    }

    /// <summary>What is wrong with a namespace's bytes; null where they could not be looked at.</summary>
    private IReadOnlyList<HealthFinding>? Check(NamespaceProposal proposal)
    {
        if (!CheckSector || proposal.Existing is not { } space)
        {
            return [];
        }

        IReadOnlyList<HealthFinding>? found = null;
        Try(space, () => _session!.Runner.Send(SectorRepair.Check(space, report => found = report.Findings, Stopped), Stopped));
        return found;
    }

    private object? Seed(string name) => Planner.SeedOf(name) is not { } proposal ? null : Tell(proposal);
}
