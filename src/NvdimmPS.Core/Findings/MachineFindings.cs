using System.Globalization;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Inventory;

namespace NvdimmPS.Findings;

/// <summary>What no DIMM knows of itself: regions, and DIMMs that differ from their like.</summary>
internal static class MachineFindings
{
    private const string Machine = "machine";

    /// <summary>What is wrong with regions.</summary>
    /// <param name="regions">Those to look at.</param>
    /// <param name="present">The names of all DIMMs that are there.</param>
    /// <param name="tested">The health of DIMMs.</param>
    public static IEnumerable<HealthFinding> OfRegions(IEnumerable<NvdimmRegion> regions, IReadOnlySet<string> present,
        IReadOnlyList<NvdimmHealth> tested, HealthPolicy policy, DateTime now)
    {
        foreach (var region in regions)
        {
            var writer = new FindingWriter(policy, region.Source, now, now);
            if (BadDimms(region, present, tested) is { Count: > 0 } bad)
            {
                yield return writer.Other(FindingKinds.RegionDegraded, region.Name, [.. bad]);
            }

            if (region.BadBlockCount > 0 || region.BadBlocksAtLeast > 0)
            {
                yield return writer.Other(FindingKinds.BadBlocks, region.Name, BadBlocks(region));
            }

            if (region.LacksBadBlocks)
            {
                yield return writer.Other(FindingKinds.BadBlocksUnknown, region.Name, WhyUnknown(region));
            }

            // For an unarmed virtual DIMM the DIMM's own finding says it.
            if (region.ReadOnly == true && !tested.Any(h => region.Dimms.Contains(h.Dimm) && h.Causes.Contains(HealthCauses.ReadOnlyImage)))
            {
                yield return writer.Other(FindingKinds.ReadOnlyRegion, region.Name, $"DIMMs {string.Join(' ', region.Dimms)}");
            }
        }
    }

    /// <summary>Where DIMMs of one kind are not alike.</summary>
    /// <param name="firmware">What firmware a DIMM runs, where it says so.</param>
    public static IEnumerable<HealthFinding> OfKinds(IReadOnlyList<NvdimmDevice> devices, IReadOnlyDictionary<string, string> firmware,
        HealthPolicy policy, DateTime now)
    {
        foreach (var kind in devices.GroupBy(d => (d.Family, d.Vendor, d.Device, d.Revision)))
        {
            var writer = new FindingWriter(policy, kind.First().Source, now, now);
            if (Mixed(kind, d => firmware.GetValueOrDefault(d.Name)) is { } revisions)
            {
                yield return writer.Other(FindingKinds.MixedFirmware, Machine, revisions);
            }

            if (Mixed(kind.Where(d => d.Security != SecurityWords.Overwriting), d => d.Security) is { } states)
            {
                yield return writer.Other(FindingKinds.MixedSecurity, Machine, states);
            }

            // Without a passphrase nothing can be frozen, so nothing follows from that.
            if (Mixed(kind.Where(d => d.Security != SecurityWords.Disabled),
                d => d.SecurityFrozen is { } frozen ? frozen ? SecurityWords.Frozen : "not frozen" : null) is { } frozen)
            {
                yield return writer.Other(FindingKinds.MixedFrozen, Machine, frozen);
            }

            foreach (var device in kind.Where(d => d.Security == SecurityWords.Overwriting))
            {
                yield return writer.Other(FindingKinds.Overwriting, device.Name, SecurityWords.Overwriting);
            }
        }
    }

    /// <summary>DIMMs of the baseline that are gone.</summary>
    public static IEnumerable<HealthFinding> Missing(HealthBaseline baseline, IReadOnlyList<NvdimmHealth> tested, string source,
        HealthPolicy policy, DateTime now) =>
        baseline.Missing(tested).Select(gone => new FindingWriter(policy, source, now, now).Missing(gone));

    /// <summary>Nothing could be tested.</summary>
    public static HealthFinding NothingThere(Topology topology, string source, HealthPolicy policy, DateTime now) =>
        new FindingWriter(policy, source, now, now).Other(FindingKinds.NothingThere, Machine, topology.WhyNoDimm());

    /// <summary>Mutes that have run out.</summary>
    public static IEnumerable<HealthFinding> ExpiredMutes(string source, HealthPolicy policy, DateTime now)
    {
        foreach (var mute in policy.Mutes)
        {
            if (mute.HasExpired(now))
            {
                var until = string.Create(CultureInfo.InvariantCulture, $"{mute.Id} of {mute.Dimm ?? "all"} until {mute.Until:u}");
                yield return new FindingWriter(policy, source, now, now).Other(FindingKinds.ExpiredMute, "policy", until, mute.Reason);
            }
        }
    }

    private static List<string> BadDimms(NvdimmRegion region, IReadOnlySet<string> present, IReadOnlyList<NvdimmHealth> tested)
    {
        var bad = new List<string>();
        foreach (var dimm in region.Dimms)
        {
            if (!present.Contains(dimm))
            {
                bad.Add($"{dimm} is not there");
            }
        }

        foreach (var health in tested)
        {
            if (health.HealthStatus == nameof(HealthStatus.Unhealthy) && region.Dimms.Contains(health.Dimm))
            {
                bad.Add($"{health.Dimm} is unhealthy: {string.Join(", ", health.Reason)}");
            }
        }

        return bad;
    }

    private static string? Mixed(IEnumerable<NvdimmDevice> kind, Func<NvdimmDevice, string?> of)
    {
        var groups = kind.Where(d => of(d) is not null).GroupBy(d => of(d)!).ToList();
        return groups.Count < 2 ? null : string.Join("; ", groups.Select(g => $"{g.Key}: {string.Join(' ', g.Select(d => d.Name))}"));
    }

    /// <summary>Without the folder, which is the reader's and not the machine's where that is a trace.</summary>
    private static string? WhyUnknown(NvdimmRegion region) =>
        region.Unavailable.TryGetValue(nameof(region.BadBlockCount), out var reason)
            ? reason[Math.Max(0, reason.IndexOf("badblocks", StringComparison.Ordinal))..]
            : null;

    private static string BadBlocks(NvdimmRegion region)
    {
        const int most = 4;
        var runs = region.BadBlocks ?? [];
        var count = region.BadBlockCount is null ? $"at least {region.BadBlocksAtLeast}" : $"{region.BadBlockCount}";
        return $"{count} of 512 bytes"
            + (runs.Length == 0 ? string.Empty : $", at {string.Join(' ', runs.Take(most))}{(runs.Length > most ? " …" : string.Empty)}");
    }
}
