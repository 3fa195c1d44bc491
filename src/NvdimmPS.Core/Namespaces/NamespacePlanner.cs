using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Labels;

namespace NvdimmPS.Namespaces;

/// <summary>
/// Plans what is done to namespaces. Everything is decided before the first write: the kernel carries out each write at once, in its
/// memory and on the labels, and there is no commit.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Reads the version of labels where the mode depends on it; null where nothing may be sent.</param>
internal sealed class NamespacePlanner(NvdimmMachine machine, DsmCaller? caller = null)
{
    private readonly NamespaceSiteReader _reader = new(machine, caller is null ? null : new LabelReader(caller, machine.Kernel.Source));
    private readonly NamespaceReadBack _now = new(machine);

    /// <summary>Whether to wait for whoever changes the bus, where what he has begun is in the way.</summary>
    public bool WaitsForOthers { get; init; }

    /// <summary>A region and all around it.</summary>
    public NamespaceSite Site(NvdimmRegion region) => _reader.Read(region);

    /// <summary>The region of a namespace.</summary>
    public NamespaceSite SiteOf(NvdimmNamespace space) => machine.Topology.FindRegion(space.Region) is { } region ? Site(region)
        : throw NamespaceErrors.Taken(space.Name, $"{space.Region} is gone");

    /// <summary>What there is to say of a seed that is named as a namespace; null where it is none.</summary>
    public NamespaceProposal? SeedOf(string name) =>
        _reader.IsSeed(name) && name["namespace".Length..].Split('.')[0] is var region && machine.Topology.FindRegion(region) is { } found
            ? NamespaceRules.Seed(Site(found), name)
            : null;

    /// <summary>What a request comes to in a region.</summary>
    /// <exception cref="NvdimmException">Somebody else is changing the bus for long.</exception>
    public NamespaceProposal Propose(NvdimmRegion region, NamespaceRequest request)
    {
        var proposal = NamespaceRules.New(Site(region), request);
        if (!WaitsForOthers || !proposal.Findings.Any(f => f.Kind == Findings.NamespaceFindingKinds.HalfMade))
        {
            return proposal;
        }

        // What looks half-made may be being made at this moment. Under the lock nobody makes anything.
        using (BusLock.Take(machine, proposal.Site.Bus, default))
        {
            return NamespaceRules.New(Site(machine.Topology.FindRegion(region.Name) ?? region), request);
        }
    }

    /// <summary>What a request comes to for a namespace.</summary>
    public NamespaceProposal Propose(NvdimmNamespace space, NamespaceRequest request) =>
        NamespaceRules.Set(SiteOf(space), space, request, space.Consumers);

    /// <summary>The first region in which a request is possible, as ndctl looks for it.</summary>
    /// <exception cref="NvdimmException">There is none.</exception>
    public NamespaceProposal Propose(IEnumerable<NvdimmRegion> regions, NamespaceRequest request)
    {
        var refused = new List<NamespaceProposal>();
        foreach (var region in regions)
        {
            var proposal = Propose(region, request);
            if (proposal.IsPossible)
            {
                return proposal;
            }

            refused.Add(proposal);
        }

        throw NamespaceErrors.NoRegion(refused);
    }

    /// <summary>Makes a namespace.</summary>
    /// <param name="proposal">What is wanted, decided.</param>
    /// <param name="made">Called with the namespace as it was read back.</param>
    /// <exception cref="NvdimmException">Something forbids it.</exception>
    public ChangePlan New(NamespaceProposal proposal, Action<NvdimmNamespace> made)
    {
        var (site, request) = (proposal.Site, proposal.Request);
        Refuse(site.Region.Name, "a new namespace", proposal.Findings);
        var place = site.Place!;
        var steps = new NamespaceSteps(site.Bus, place.Name);
        var uuid = (request.Uuid ?? Guid.NewGuid()).ToString("D");
        if (site.HasLabels)
        {
            // Without size and UUID none of these three touches a label.
            steps.Set(place.Name, "alt_name", request.Name ?? string.Empty, string.Empty);
            if (site.SectorSizes.Contains(proposal.SectorSize))
            {
                steps.Set(place.Name, "sector_size", Text(proposal.SectorSize), null);
            }

            steps.Set(place.Name, "holder_class", proposal.ClaimKind ?? string.Empty, string.Empty);
            foreach (var (attribute, value) in new[] { ("uuid", uuid), ("size", Text(proposal.Size)) })
            {
                steps.Add(steps.Write(place.Name, attribute, value) with { Undo = [Erase(steps, place.Name)], Advice = AfterLabels(site) });
            }
        }
        else
        {
            // The class is set, and the kernel answers ENXIO since there is no label for it.
            steps.Set(place.Name, "holder_class", proposal.ClaimKind ?? string.Empty, string.Empty, Errno.ENXIO);
        }

        Show(steps, proposal, place.Name);
        return new ChangePlan
        {
            Target = place.Name,
            Action = $"Make a namespace of {ByteSize.Show(proposal.Size)} in {site.Region.Name} ({Word(proposal.Mode)})",
            Steps = steps.All,
            Values = Values(proposal, null),
            Prepare = () => _now.EnsureFree(site, place),
            Verify = () => made(_now.Verified(place.Name, proposal, site.HasLabels ? uuid : null)),
        };
    }

    /// <summary>Gives a namespace another mode, size or name.</summary>
    /// <exception cref="NvdimmException">Something forbids it.</exception>
    public ChangePlan Set(NamespaceProposal proposal, bool allowInUse, Action<NvdimmNamespace> made)
    {
        var (site, request, space) = (proposal.Site, proposal.Request, proposal.Existing!);
        if (request == new NamespaceRequest())
        {
            throw NamespaceErrors.NothingToSet(space.Name);
        }

        if (request.Mode is null && !request.IsRename && NamespaceProposal.ModeOf(space) is null)
        {
            throw NamespaceErrors.ModeNotKnown(space.Name);
        }

        Refuse(space.Name, "the change", Allowed(proposal.Findings, allowInUse));
        var steps = new NamespaceSteps(site.Bus, space.Name);
        steps.Release(space, allowInUse);
        if (!request.IsRename)
        {
            steps.WipeInfoBlocks();
            // The claiming device's word goes before the namespace's own, which may be left of a former life.
            var kind = proposal.ClaimKind ?? string.Empty;
            var now = _reader.Attribute(space.Name, "holder_class") ?? string.Empty;
            if (kind != now)
            {
                steps.Set(space.Name, "holder_class", kind, now, site.HasLabels ? [] : [Errno.ENXIO]);
            }
        }

        if (site.HasLabels)
        {
            if (request.Name is { } name && name != (space.AlternateName ?? string.Empty))
            {
                steps.Set(space.Name, "alt_name", name, space.AlternateName ?? string.Empty);
            }

            if (request.Uuid?.ToString("D") is { } uuid && !uuid.Equals(space.RawUuid, StringComparison.OrdinalIgnoreCase))
            {
                steps.Set(space.Name, "uuid", uuid, space.RawUuid);
            }

            if (proposal.Size != space.RawSize)
            {
                steps.Set(space.Name, "size", Text(proposal.Size), space.RawSize is { } was ? Text(was) : null);
            }

            if (!request.IsRename && site.SectorSizes.Count > 0 && _reader.Attribute(space.Name, "sector_size") is { } sectors
                && AttributeText.TryParseChoice(sectors, out var chosen, out var all) && all.Contains(proposal.SectorSize)
                && chosen != proposal.SectorSize)
            {
                steps.Set(space.Name, "sector_size", Text(proposal.SectorSize), chosen is { } size ? Text(size) : null);
            }
        }

        if (!request.IsRename)
        {
            Show(steps, proposal, space.Name);
        }
        else if (space.Enabled)
        {
            steps.Bind(space.Name, "nd_pmem", mayBeTakenOver: true);
        }

        return new ChangePlan
        {
            Target = space.Name,
            Action = request.IsRename ? $"Rename the namespace to '{request.Name}'"
                : $"Make the namespace {Word(proposal.Mode)} ({ByteSize.Show(proposal.Size)}): what is on it is lost",
            Steps = steps.All,
            Values = Values(proposal, space),
            Prepare = () => _now.EnsureSame(space, writesLabels: true),
            Verify = () => made(request.IsRename ? _now.Renamed(space, request.Name!)
                : _now.Verified(space.Name, proposal, request.Uuid?.ToString("D") ?? space.RawUuid)),
        };
    }

    /// <summary>The steps that show a namespace in its mode: claimed and bound, or bound itself.</summary>
    private static void Show(NamespaceSteps steps, NamespaceProposal proposal, string space)
    {
        if (proposal.ClaimKind is not { } kind || IsMappedItself(proposal))
        {
            steps.Bind(space, "nd_pmem");
            return;
        }

        var seed = proposal.Site.Seeds[kind];
        steps.Add(steps.Write(seed.Name, "uuid", Guid.NewGuid().ToString("D")) with { Undo = [steps.Detach(seed.Name)] });
        if (kind == "btt")
        {
            steps.Set(seed.Name, "sector_size", Text(proposal.SectorSize), null);
        }
        else
        {
            steps.Set(seed.Name, "mode", proposal.Map == NvdimmNamespaceMap.Dev ? "pmem" : "ram", null);
            steps.Set(seed.Name, "align", Text(proposal.Alignment), seed.Alignment is { } was ? Text(was) : null);
        }

        steps.Add(steps.Write(seed.Name, "namespace", space) with { Undo = [steps.Detach(seed.Name)] });
        steps.Bind(seed.Name, NamespaceSteps.DriverOf(kind));
    }

    /// <summary>Memory that the kernel maps without a PFN, such as that of memmap=, is fsdax by itself.</summary>
    private static bool IsMappedItself(NamespaceProposal proposal) => proposal is
        {
            Mode: NvdimmNamespaceMode.FsDax, Map: NvdimmNamespaceMap.Mem, Site.HasLabels: false,
            Existing: { Holder: null, KernelMode: "memory" },
        };

    private static AttributeStep Erase(NamespaceSteps steps, string space) =>
        steps.Write(space, "size", "0") with { Accepted = [Errno.ENXIO, Errno.ENOENT, Errno.ENODEV] };

    private static NextStep AfterLabels(NamespaceSite site) =>
        $"Where a label could not be written, a slot may be lost: before the next namespace disable {site.Region.Name}, look at the "
            + $"labels of {string.Join(", ", site.Region.Dimms)}, and enable it again.";

    private static List<ValueChange> Values(NamespaceProposal proposal, NvdimmNamespace? now)
    {
        var values = new List<ValueChange>
        {
            new(nameof(NvdimmNamespace.Mode), now?.Mode ?? "none", Word(proposal.Mode)),
            new(nameof(NvdimmNamespace.RawSize), now?.RawSize is { } size ? Text(size) : "none", Text(proposal.Size)),
            new(nameof(NvdimmNamespace.AlternateName), now?.AlternateName ?? "none", proposal.Request.Name ?? now?.AlternateName ?? "none"),
        };
        return values.FindAll(v => v.Differs);
    }

    /// <summary>Findings that a person may pass over: what uses it.</summary>
    internal static IReadOnlyList<NamespaceFinding> Allowed(IReadOnlyList<NamespaceFinding> findings, bool allowInUse) =>
        allowInUse
        ? [.. findings.Where(f => f.Kind != Findings.NamespaceFindingKinds.InUse && f.Kind != Findings.NamespaceFindingKinds.DaxOpen)]
        : findings;

    internal static void Refuse(string target, string what, IReadOnlyList<NamespaceFinding> findings)
    {
        if (findings.Any(f => f.Forbids))
        {
            throw NamespaceErrors.Refused(target, what, findings);
        }
    }

    private static string Word(NvdimmNamespaceMode mode) => mode.ToString().ToLowerInvariant();

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
