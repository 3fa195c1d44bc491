using NvdimmPS.Findings;
using static NvdimmPS.Findings.NamespaceFindingKinds;

namespace NvdimmPS.Namespaces;

/// <summary>What stands against name, UUID, mode, alignment, map and sector size.</summary>
internal static class NamespaceOptionRules
{
    /// <summary>What stands in a label.</summary>
    public static IEnumerable<NamespaceFinding> OfLabel(NamespaceProposal proposal)
    {
        var (site, request) = (proposal.Site, proposal.Request);
        var target = proposal.Existing?.Name ?? site.Region.Name;
        const int most = 63; // NSLABEL_NAME_LEN with its zero byte
        if (request.Name is { } name)
        {
            var length = System.Text.Encoding.UTF8.GetByteCount(name);
            if (length > most || !Printable.IsLine(name) || name.Trim() != name)
            {
                yield return new(Name, target, [length > most ? $"{length} bytes" : "control characters, or spaces at an end"],
                    Name.Remedy);
            }

            if (!site.HasLabels && name.Length > 0)
            {
                yield return new(NoLabelArea, target, ["a name"], $"Leave {Mention.Named("Name")} out.");
            }
        }

        if (request.Uuid is { } uuid)
        {
            var text = uuid.ToString("D");
            if (uuid == Guid.Empty || (site.Uuids.Value.Contains(text)
                && !text.Equals(proposal.Existing?.RawUuid, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new(NamespaceFindingKinds.Uuid, target, [text], $"Leave {Mention.Named("Uuid")} out to have one made.");
            }

            if (!site.HasLabels)
            {
                yield return new(NoLabelArea, target, ["a UUID"], $"Leave {Mention.Named("Uuid")} out.");
            }
        }
    }

    /// <summary>What the mode needs, and what it does not have.</summary>
    public static IEnumerable<NamespaceFinding> OfMode(NamespaceProposal proposal, NamespaceSeed? seed, bool pages)
    {
        var (site, request) = (proposal.Site, proposal.Request);
        var target = proposal.Existing?.Name ?? site.Region.Name;
        var mode = proposal.Mode.ToString().ToLowerInvariant();
        var driver = proposal.Mode == NvdimmNamespaceMode.DevDax ? "dax_pmem" : "nd_pmem";
        if (!site.Drivers.Contains(driver))
        {
            yield return new(NoDriver, target, [driver], $"Load it: 'modprobe {driver}'.");
        }

        if (site.Region.Enabled && seed is null && proposal.ClaimKind is { } kind)
        {
            yield return new(NoSeed, target, [$"{kind} for {mode}"], NoSeed.Remedy);
        }

        if (!pages)
        {
            string?[] options =
                [request.Map is null ? null : nameof(request.Map), request.Alignment is null ? null : nameof(request.Alignment)];
            foreach (var option in options.OfType<string>())
            {
                yield return new(NamespaceFindingKinds.Option, target, [$"{option} with {mode}"], $"Leave {Mention.Named(option)} out.");
            }
        }
        else if (seed is not null && seed.Choices.Count > 0 && !seed.Choices.Contains(proposal.Alignment))
        {
            yield return new(NamespaceFindingKinds.Alignment, target, [ByteSize.Show(proposal.Alignment)],
                $"Choose one of {string.Join(", ", seed.Choices.Select(ByteSize.Show))}.");
        }

        var sizes = proposal.Mode == NvdimmNamespaceMode.Sector ? seed?.Choices ?? []
            : site.SectorSizes.Count > 0 ? site.SectorSizes
            : [512];
        if (request.SectorSize is not null && proposal.Mode == NvdimmNamespaceMode.DevDax)
        {
            yield return new(NamespaceFindingKinds.Option, target, ["SectorSize with devdax"],
                $"Leave {Mention.Named("SectorSize")} out.");
        }
        else if (request.SectorSize is { } sectorSize && sizes.Count > 0 && !sizes.Contains(sectorSize))
        {
            yield return new(NamespaceFindingKinds.SectorSize, target, [$"{sectorSize} with {mode}"],
                $"Choose one of {string.Join(", ", sizes)}.");
        }
    }
}
