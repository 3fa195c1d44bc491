using NvdimmPS.Findings;
using static NvdimmPS.Findings.NamespaceFindingKinds;

namespace NvdimmPS.Namespaces;

/// <summary>
/// Decides what a request comes to in a region, and everything that stands against it: what would be refused by the kernel half-way,
/// what the kernel would let happen and should not, and what no one would want. The planners refuse by the same rules.
/// </summary>
internal static class NamespaceRules
{
    /// <summary>A new namespace.</summary>
    public static NamespaceProposal New(NamespaceSite site, NamespaceRequest request) => Check(site, request, null, []);

    /// <summary>Another mode, size or name for a namespace.</summary>
    public static NamespaceProposal Set(NamespaceSite site, NvdimmNamespace space, NamespaceRequest request,
        IReadOnlyList<NvdimmConsumer> users) => Check(site, request, space, users);

    /// <summary>A seed that was named as a namespace.</summary>
    public static NamespaceProposal Seed(NamespaceSite site, string name)
    {
        var free = New(site, new NamespaceRequest());
        NextStep next = $"{Mention.NewNamespace} makes a namespace; the kernel decides which place it takes.";
        return free with { Findings = [new(NamespaceFindingKinds.Seed, name, [], next), .. free.Findings] };
    }

    /// <summary>What stands against disabling it, or removing it.</summary>
    public static IReadOnlyList<NamespaceFinding> Release(NamespaceSite site, NvdimmNamespace space, IReadOnlyList<NvdimmConsumer> users,
        bool writesLabels) =>
        [.. writesLabels ? OfPlace(site, needsSlot: false) : Sysfs(site), .. OfUse(space, users)];

    private static NamespaceProposal Check(NamespaceSite site, NamespaceRequest request, NvdimmNamespace? space,
        IReadOnlyList<NvdimmConsumer> users)
    {
        var was = space is null ? null : NamespaceProposal.ModeOf(space);
        var mode = request.Mode ?? was ?? (site.Seeds.ContainsKey("pfn") ? NvdimmNamespaceMode.FsDax : NvdimmNamespaceMode.Raw);
        var pages = mode is NvdimmNamespaceMode.FsDax or NvdimmNamespaceMode.DevDax;
        var seed = NamespaceProposal.KindOf(mode) is { } kind ? site.Seeds.GetValueOrDefault(kind) : null;
        var alignment = request.Alignment ?? (!pages ? NamespaceMath.Page
            : mode == was && space!.Alignment is { } kept ? kept : UsualAlignment(site, seed));
        var unit = NamespaceMath.Unit(site.Alignment, alignment, site.Ways);
        // With labels of version 1.1 a BTT begins behind a page, and needs as much all the same.
        var page = mode == NvdimmNamespaceMode.Sector && site.HasLabels && site.LabelVersion.Value == "1.1" ? NamespaceMath.Page : 0;
        var least = mode == NvdimmNamespaceMode.Raw ? unit : NamespaceMath.Up(NamespaceMath.LeastClaim + page, unit) ?? unit;
        var most = site.HasLabels
            ? NamespaceMath.Down(space is null ? site.Largest : NamespaceSizeRules.GrowsTo(site, space), unit)
            : site.Region.Size ?? 0;
        var proposal = new NamespaceProposal
        {
            Site = site,
            Request = request,
            Existing = space,
            Mode = mode,
            Alignment = alignment,
            Map = request.Map ?? (mode == was && space!.Map == "mem" ? NvdimmNamespaceMap.Mem : NvdimmNamespaceMap.Dev),
            SectorSize = request.SectorSize
                ?? (mode != NvdimmNamespaceMode.Sector ? 512 : mode == was && space!.SectorSize is { } size ? size : 4096),
            Size = request.Size ?? space?.RawSize ?? most,
            Unit = unit,
            Least = site.HasLabels ? least : Math.Min(least, most),
            Most = most,
            Findings = [],
        };
        NamespaceFinding[] findings =
        [
            .. OfPlace(site, needsSlot: true),
            .. space is null ? OfNew(site) : OfUse(space, users),
            .. NamespaceOptionRules.OfLabel(proposal),
            .. request.IsRename ? [] : NamespaceOptionRules.OfMode(proposal, seed, pages).Concat(NamespaceSizeRules.Check(proposal)),
        ];
        return proposal with { Findings = findings };
    }

    /// <summary>The seed's, as ndctl does it; pages where the region itself does not begin at a multiple.</summary>
    private static ulong UsualAlignment(NamespaceSite site, NamespaceSeed? seed)
    {
        var usual = seed?.Alignment is > 0 and var own ? own : NamespaceMath.CompatibleAlignment;
        return site.Region.Resource is { } start && start % usual != 0 ? NamespaceMath.Page : usual;
    }

    /// <summary>Whether sysfs takes writes at all.</summary>
    public static IEnumerable<NamespaceFinding> Sysfs(NamespaceSite site)
    {
        if (site.IsReadOnly)
        {
            yield return new(ReadOnlySysfs, site.Region.Name, [], ReadOnlySysfs.Remedy);
        }
    }

    private static IEnumerable<NamespaceFinding> OfPlace(NamespaceSite site, bool needsSlot)
    {
        var region = site.Region;
        foreach (var finding in Sysfs(site))
        {
            yield return finding;
        }

        if (!region.Enabled)
        {
            yield return new(RegionDisabled, region.Name, [], $"Enable it with {Mention.EnableRegion(region.Name)}.");
        }

        if (region.Type is not ("pmem" or null))
        {
            yield return new(NamespaceFindingKinds.Volatile, region.Name, [$"type {region.Type}"], NamespaceFindingKinds.Volatile.Remedy);
        }

        // The labels of a region without a DIMM's driver cannot be written (ENXIO, or a panic of 6.1).
        foreach (var name in region.Dimms.Where(d => site.HasLabels && site.Dimms.FirstOrDefault(x => x.Name == d)?.Driver is null))
        {
            yield return new(DimmDisabled, region.Name, [name],
                $"Disable {region.Name}, then use {Mention.EnableDevice(name)} and {Mention.EnableRegion(region.Name)}.");
        }

        if (region.ReadOnly == true)
        {
            yield return new(ReadOnlyRegion, region.Name, [], $"See why with {Mention.TestHealth}. Where it may be written all the same: "
                + $"{Mention.SetRegion(region.Name, "ReadOnly", "$false")}.");
        }

        foreach (var dimm in site.Dimms.Where(d => needsSlot && site.HasLabels && d.AvailableSlots is <= 0))
        {
            yield return new(NoSlot, region.Name, [dimm.Name], NoSlot.Remedy);
        }
    }

    private static IEnumerable<NamespaceFinding> OfNew(NamespaceSite site)
    {
        var region = site.Region;
        if (!region.Enabled)
        {
            yield break;
        }

        if (site.Place is null)
        {
            yield return new(NoSeed, region.Name, ["namespace"], "Disable the region and enable it again: the kernel then makes one.");
        }
        else if (!site.HasLabels && !site.Place.IsIdle)
        {
            yield return site.CanHaveLabels
                ? new(LabelsNotInitialised, region.Name, [$"{site.Place.Name} takes all"],
                    $"Change {site.Place.Name} with {Mention.SetNamespace(site.Place.Name)}; or, to divide the region, use "
                        + $"{Mention.InitializeLabels} on its DIMMs while it is disabled, which loses {site.Place.Name}.")
                : new(NoLabelArea, region.Name, [$"{site.Place.Name} takes all"],
                    $"Change it with {Mention.SetNamespace(site.Place.Name)}.");
        }
        else if (!site.Place.IsIdle)
        {
            yield return new(HalfMade, site.Place.Name, [],
                $"Clear it with {Mention.RemoveNamespace(site.Place.Name)}, or finish it with {Mention.EnableNamespace(site.Place.Name)}.");
        }
    }

    private static IEnumerable<NamespaceFinding> OfUse(NvdimmNamespace space, IReadOnlyList<NvdimmConsumer> users)
    {
        if (space.DaxMode is "system-ram" or "mixed")
        {
            yield return new(SystemRam, space.Name, [.. users.Where(u => u.Kind == "SystemRam").Select(u => u.Device)], SystemRam.Remedy);
        }

        var others = users.Where(u => u.Kind is not ("SystemRam" or "Dax")).ToArray();
        if (others.Length > 0)
        {
            yield return new(InUse, space.Name, [.. others.Select(u => u.ToString())], InUse.Remedy);
        }

        if (users.Any(u => u.Kind == "Dax"))
        {
            yield return new(DaxOpen, space.Name, [.. users.Where(u => u.Kind == "Dax").Select(u => u.Device)],
                $"See with 'fuser -v /dev/{users.First(u => u.Kind == "Dax").Device}' who has it open; then allow it with "
                    + $"{Mention.AllowInUse}.");
        }

        if (!space.Enabled && space.Holder is { } holder)
        {
            yield return new(Claimed, space.Name, [holder], $"Enable it with {Mention.EnableNamespace(space.Name)}.");
        }
    }
}
