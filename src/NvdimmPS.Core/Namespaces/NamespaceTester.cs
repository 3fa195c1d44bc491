using NvdimmPS.Findings;

namespace NvdimmPS.Namespaces;

/// <summary>Says what a proposal comes to.</summary>
internal static class NamespaceTester
{
    /// <param name="proposal">The proposal.</param>
    /// <param name="words">How a next step names commands.</param>
    /// <param name="now">When it was looked at.</param>
    /// <param name="allowInUse">Whether a person allows it although something uses it.</param>
    /// <param name="found">What a check of the namespace's bytes found.</param>
    public static NvdimmNamespaceTest Tell(NamespaceProposal proposal, IMentionWords words, DateTime now, bool allowInUse = false,
        IReadOnlyList<HealthFinding>? found = null)
    {
        var (site, space) = (proposal.Site, proposal.Existing);
        var pages = proposal.Mode is NvdimmNamespaceMode.FsDax or NvdimmNamespaceMode.DevDax;
        return new NvdimmNamespaceTest
        {
            Target = space?.Name ?? site.Region.Name,
            Region = site.Region.Name,
            Namespace = space?.Name,
            Possible = IsPossible(proposal, allowInUse),
            Mode = proposal.Mode.ToString().ToLowerInvariant(),
            Size = proposal.Size,
            UsableSize = proposal.Usable(proposal.Size),
            SizeUnit = proposal.Unit,
            MinimumSize = proposal.Least,
            MaximumSize = proposal.Most < proposal.Least ? 0 : proposal.Most,
            SmallerSize = proposal.Smaller,
            LargerSize = proposal.Larger,
            AvailableSize = site.Region.AvailableSize,
            LargestExtent = site.Region.MaxAvailableExtent,
            Alignment = pages ? proposal.Alignment : null,
            Choices = [.. proposal.ClaimKind is { } kind && site.Seeds.TryGetValue(kind, out var seed) ? seed.Choices : site.SectorSizes],
            Map = pages ? proposal.Map.ToString().ToLowerInvariant() : null,
            SectorSize = proposal.Mode == NvdimmNamespaceMode.DevDax ? null : proposal.SectorSize,
            Findings = [.. proposal.Findings.Select(f => Finding(f, site.Region.Source, words, now)), .. found ?? []],
            Source = site.Region.Source,
        };
    }

    /// <summary>Whether nothing forbids it that a person has not allowed.</summary>
    public static bool IsPossible(NamespaceProposal proposal, bool allowInUse) =>
        !NamespacePlanner.Allowed(proposal.Findings, allowInUse).Any(f => f.Forbids);

    private static HealthFinding Finding(NamespaceFinding finding, string source, IMentionWords words, DateTime now) => new()
    {
        Id = finding.Kind.Id,
        Severity = finding.Kind.Severity.ToString(),
        Target = finding.Target,
        Reason = finding.Kind.Reason,
        Evidence = finding.Text,
        Remedy = finding.Next.In(words),
        Time = now,
        Source = source,
    };
}
