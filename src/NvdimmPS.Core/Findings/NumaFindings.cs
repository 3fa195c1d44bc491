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
    /// <param name="devices">The machine's DIMMs.</param>
    public static IEnumerable<HealthFinding> Find(IReadOnlyList<NvdimmRegion> regions, IReadOnlyList<NvdimmRegion> all,
        IReadOnlyList<NvdimmDevice> devices, HealthPolicy policy, DateTime now)
    {
        var sockets = Sockets(devices);
        foreach (var region in regions)
        {
            if (Socket(region, sockets) is not { } socket || region.NumaNode is not { } node)
            {
                continue;
            }

            var other = Contradicting(all, sockets, socket, node);
            if (other.Region is not null || node < (socket & 0xF))
            {
                var here = string.Create(CultureInfo.InvariantCulture,
                    $"NUMA node {node}, {string.Join(' ', region.Dimms)} on socket {socket & 0xF}");
                yield return new FindingWriter(policy, region.Source, now, now).Other(FindingKinds.NumaContradiction, region.Name, here,
                    other.Region is null ? null : string.Create(CultureInfo.InvariantCulture,
                        $"{other.Region.Name} of socket {other.Socket & 0xF} on node {other.Region.NumaNode}"));
            }
        }
    }

    /// <summary>The first region of a lower socket on a node that is no lower.</summary>
    private static (NvdimmRegion? Region, int Socket) Contradicting(IReadOnlyList<NvdimmRegion> all, Dictionary<string, int> sockets,
        int socket, int node)
    {
        foreach (var region in all)
        {
            if (region.NumaNode >= node && Socket(region, sockets) is { } lower && lower < socket)
            {
                return (region, lower);
            }
        }

        return default;
    }

    /// <summary>The socket of each DIMM that has a handle, with the node controller before it.</summary>
    private static Dictionary<string, int> Sockets(IReadOnlyList<NvdimmDevice> devices)
    {
        var sockets = new Dictionary<string, int>(devices.Count, StringComparer.Ordinal);
        foreach (var device in devices)
        {
            if (device.Handle is { } handle)
            {
                // Bits 27:16 are the node controller, bits 15:12 the socket.
                sockets[device.Name] = (int)(handle >> 12 & 0xFFFF);
            }
        }

        return sockets;
    }

    /// <summary>The socket of all DIMMs of a region; null where they have none in common.</summary>
    private static int? Socket(NvdimmRegion region, Dictionary<string, int> sockets)
    {
        int? common = null;
        foreach (var dimm in region.Dimms)
        {
            if (!sockets.TryGetValue(dimm, out var socket) || (common is { } other && other != socket))
            {
                return null;
            }

            common = socket;
        }

        return common;
    }
}
