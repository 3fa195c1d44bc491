using static NvdimmPS.Findings.NamespaceFindingKinds;

namespace NvdimmPS.Namespaces;

/// <summary>What stands against a size: room, pieces, units, what the mode takes for itself.</summary>
internal static class NamespaceSizeRules
{
    /// <summary>Up to which size a namespace can grow: into what is free directly behind it.</summary>
    public static ulong GrowsTo(NamespaceSite site, NvdimmNamespace space)
    {
        var size = space.RawSize ?? 0;
        if (site.FreePieces is null || space.Resource is not { } at || site.Region.Resource is not { } start)
        {
            return size;
        }

        return size + site.FreePieces.Where(p => p.Offset == at - start + size).Select(p => p.Length).FirstOrDefault();
    }

    public static IEnumerable<NamespaceFinding> Check(NamespaceProposal proposal)
    {
        var (site, space) = (proposal.Site, proposal.Existing);
        var target = space?.Name ?? site.Region.Name;
        if (!site.Region.Enabled)
        {
            yield break; // the kernel's figures mean nothing then
        }

        // One that stays as large as it is is not asked of its size again.
        if (proposal.Request.Size is null && space is not null)
        {
            foreach (var finding in OfMode(proposal, target))
            {
                yield return finding;
            }

            yield break;
        }

        if (!site.HasLabels)
        {
            if (proposal.Size != site.Region.Size)
            {
                yield return new(NoLabelArea, target, [$"{ByteSize.Show(proposal.Size)} of {ByteSize.Show(site.Region.Size ?? 0)}"],
                    $"Leave {Mention.Named("Size")} out.");
            }

            foreach (var finding in OfMode(proposal, target))
            {
                yield return finding;
            }

            yield break;
        }

        if (space is null && site.Largest == 0)
        {
            yield return new(NoSpace, target, [$"{ByteSize.Show(site.Region.AvailableSize ?? 0)} free"],
                $"See {Mention.Namespaces} for what could be removed, or choose another region.");
            yield break;
        }

        // Once nothing fits, a size says nothing more.
        if (proposal.Most < proposal.Least)
        {
            yield return new(NoSpace, target,
                [
                    $"the largest piece is {ByteSize.Show(site.Largest)}",
                    $"least {ByteSize.Show(proposal.Least)} in units of {ByteSize.Show(proposal.Unit)}",
                ],
                proposal.Alignment > NamespaceMath.CompatibleAlignment
                    ? $"Choose {Mention.Named("Alignment", "2MB")}, or remove a namespace."
                    : (NextStep)NoSpace.Remedy);
            yield break;
        }

        foreach (var finding in OfSize(proposal, target).Concat(OfMode(proposal, target)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<NamespaceFinding> OfSize(NamespaceProposal proposal, string target)
    {
        var (site, size) = (proposal.Site, proposal.Size);
        var command = Next(proposal);
        if (size > (proposal.Existing is null ? site.Largest : proposal.Most))
        {
            yield return proposal.Existing is not null
                ? new(Growth, target, [ByteSize.Show(size), $"up to {ByteSize.Show(proposal.Most)}"], command)
                : new(TooLarge, target,
                    [
                        ByteSize.Show(size), $"largest piece {ByteSize.Show(site.Largest)}",
                        $"{ByteSize.Show(site.Region.AvailableSize ?? 0)} free in all",
                    ], command);
        }
        else if (size < proposal.Least)
        {
            yield return new(TooSmall, target, [ByteSize.Show(size), $"least {ByteSize.Show(proposal.Least)}"], command);
        }
        else if (size % proposal.Unit != 0)
        {
            yield return new(SizeUnit, target,
                [
                    ByteSize.Show(size), $"unit {ByteSize.Show(proposal.Unit)}", $"region {ByteSize.Show(site.Alignment)}",
                    $"{ByteSize.Show(proposal.Alignment)} on each of {site.Ways} DIMMs",
                ], command);
        }
    }

    private static IEnumerable<NamespaceFinding> OfMode(NamespaceProposal proposal, string target)
    {
        var size = proposal.Size;
        if (proposal.Mode == NvdimmNamespaceMode.Raw || size < NamespaceMath.LeastClaim || size > proposal.Most)
        {
            if (proposal.Mode != NvdimmNamespaceMode.Raw && size <= proposal.Most
                && (proposal.Existing is not null || !proposal.Site.HasLabels))
            {
                yield return new(TooSmall, target, [ByteSize.Show(size), $"least {ByteSize.Show(NamespaceMath.LeastClaim)}"],
                    TooSmall.Remedy);
            }

            yield break;
        }

        var isSector = proposal.Mode == NvdimmNamespaceMode.Sector;
        var usable = proposal.Usable(size);
        // With labels of version 1.2 the BTT begins with the namespace, and its least size is enough.
        var isOfLabels = isSector && proposal.Site.HasLabels;
        if (usable == 0 && !(isOfLabels && proposal.LabelVersion is null))
        {
            if (size >= proposal.Least || proposal.Request.Size is null)
            {
                yield return new(TooSmall, target, [ByteSize.Show(size), "nothing would be left for data"], isSector
                    ? $"Choose a size of {ByteSize.Show(proposal.Least)} or more, or another mode."
                    : $"Choose a larger size or a smaller alignment than {ByteSize.Show(proposal.Alignment)}.");
            }
        }
        else if (isOfLabels && proposal.LabelVersion != "1.2")
        {
            var newer = NamespaceMath.Usable(proposal.Mode, size, 0, proposal.Alignment, proposal.Map, proposal.SectorSize, isBtt2: true);
            yield return new(LabelVersion, target,
                [proposal.LabelVersion is null ? $"usable {usable} bytes with 1.1" : $"usable {usable} bytes", $"{newer} with 1.2"],
                LabelVersion.Remedy);
        }

        if (proposal.Mode is NvdimmNamespaceMode.FsDax or NvdimmNamespaceMode.DevDax && Begin(proposal) is { } begin
            && begin % NamespaceMath.CompatibleAlignment != 0)
        {
            yield return new(Start, target, [$"0x{begin:x}"], $"Choose {Mention.Named("Mode", "Raw")} or Sector, or another region.");
        }
    }

    private static ulong? Begin(NamespaceProposal proposal) => proposal.Existing?.Resource ?? proposal.Site.Region.Resource;

    /// <summary>The command with a size that would do.</summary>
    private static NextStep Next(NamespaceProposal proposal)
    {
        var nearest = proposal.Size > proposal.Most ? proposal.Most : proposal.Least;
        ulong[] sizes = [.. new[] { proposal.Smaller, proposal.Larger }.OfType<ulong>().DefaultIfEmpty(nearest).Distinct()];
        var first = sizes[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
        return sizes.Length == 1
            ? $"Choose {Mention.Named("Size", first)} ({ByteSize.Show(sizes[0])})."
            : (NextStep)$"Choose {Mention.Named("Size", first)} ({ByteSize.Show(sizes[0])}) or {sizes[1]} ({ByteSize.Show(sizes[1])}).";
    }
}
