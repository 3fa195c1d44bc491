using System.Globalization;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Findings;

/// <summary>
/// Regions whose NUMA node contradicts the sockets that their DIMMs' handles name (ACPI 6.5, table 5.128). A socket has one node or
/// more, and the nodes of one socket come before those of the next: so a socket's node is never below the socket's number, nor one that
/// another socket has.
/// </summary>
internal static class NumaFindings
{
    /// <summary>The contradictions.</summary>
    /// <param name="regions">Those to look at.</param>
    /// <param name="all">Those to hold them against.</param>
    /// <param name="handles">The handles of the machine's DIMMs.</param>
    public static IEnumerable<HealthFinding> Find(IEnumerable<NvdimmRegion> regions, IEnumerable<NvdimmRegion> all,
        IReadOnlyDictionary<string, uint> handles, HealthPolicy policy, DateTime now)
    {
        var others = all.Select(r => (Region: r, Socket: Socket(r, handles))).Where(o => o.Socket is not null).ToList();
        foreach (var region in regions)
        {
            if (Socket(region, handles) is not { } socket || region.NumaNode is not { } node)
            {
                continue;
            }

            var here = string.Create(CultureInfo.InvariantCulture,
                $"NUMA node {node}, {string.Join(' ', region.Dimms)} on socket {socket & 0xF}");
            var other = others.Find(o => o.Socket < socket && o.Region.NumaNode >= node);
            if (other.Region is not null || node < (socket & 0xF))
            {
                yield return new FindingWriter(policy, region.Source, now, now).Other(FindingKinds.NumaContradiction, region.Name, here,
                    other.Region is null ? null : string.Create(CultureInfo.InvariantCulture,
                        $"{other.Region.Name} of socket {other.Socket & 0xF} on node {other.Region.NumaNode}"));
            }
        }
    }

    /// <summary>The socket of all DIMMs of a region, with the node controller before it; null where they have none in common.</summary>
    private static int? Socket(NvdimmRegion region, IReadOnlyDictionary<string, uint> handles)
    {
        // Bits 27:16 are the node controller, bits 15:12 the socket.
        var found = region.Dimms.Select(d => handles.TryGetValue(d, out var handle) ? (int)(handle >> 12 & 0xFFFF) : (int?)null)
            .Distinct().ToArray();
        return found is [{ } only] ? only : null;
    }
}
