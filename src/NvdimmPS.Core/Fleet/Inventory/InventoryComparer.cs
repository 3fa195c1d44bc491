using System.Text;

namespace NvdimmPS.Fleet.Inventory;

/// <summary>Puts hosts that are alike together and says in what the others differ.</summary>
internal static class InventoryComparer
{
    private const int SignatureLength = 16;

    /// <summary>
    /// The groups, the smallest first; of two largest ones the one with more objects is what the others are compared with.
    /// </summary>
    public static IReadOnlyList<InventoryGroup> Groups(InventoryCollector collector)
    {
        var groups = collector.Hosts.GroupBy(h => Signature(collector, h), StringComparer.Ordinal)
            .Select(g => (g.Key, Hosts: g.OrderBy(h => h.Name, StringComparer.OrdinalIgnoreCase).ToList()))
            .OrderBy(g => g.Hosts.Count)
                .ThenBy(g => g.Hosts[0].Items().Count).ThenByDescending(g => g.Hosts[0].Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return groups.ConvertAll(g => Group(collector, g.Key, g.Hosts, groups[^1].Hosts[0]));
    }

    private static InventoryGroup Group(InventoryCollector collector, string signature, List<InventoryHost> hosts, InventoryHost largest)
    {
        var host = hosts[0];
        var items = host.Items();
        InventoryDifference[] differences = host == largest ? [] : [.. Differences(collector, host, items, largest)];
        return new InventoryGroup
        {
            HostRange = HostFolding.Fold(hosts.Select(h => h.Name)),
            Hosts = [.. hosts.Select(h => h.Name)],
            IsLargest = host == largest,
            Dimms = items.Where(i => i.Value.Kind.IsOfDimm).Select(i => i.Key.Key).Distinct(StringComparer.Ordinal).Count(),
            Differences = differences,
            Summary =
                [.. differences.GroupBy(d => d.What, StringComparer.Ordinal)
                    .Select(g => $"{HostFolding.Fold(g.Select(d => d.Target))}: {g.Key}")],
            Signature = signature,
        };
    }

    private static IEnumerable<InventoryDifference> Differences(
        InventoryCollector collector, InventoryHost host, SortedDictionary<(string Kind, string Key), InventoryItem> actual,
            InventoryHost largest)
    {
        var expected = largest.Items();
        foreach (var (key, item) in expected)
        {
            if (!actual.TryGetValue(key, out var there))
            {
                yield return new InventoryDifference { Kind = key.Kind, Target = item.Name, Handle = largest.HandleOf(item),
                    Change = "Missing" };
                continue;
            }

            var properties = collector.PropertiesOf(item.Kind);
            for (var i = 0; i < properties.Count; i++)
            {
                var (wanted, has) = (largest.Value(item, properties[i], i), host.Value(there, properties[i], i));
                if (wanted != has)
                {
                    yield return new InventoryDifference { Kind = key.Kind, Target = there.Name, Handle = host.HandleOf(there),
                        Change = "Different", Property = properties[i], Expected = wanted, Actual = has };
                }
            }
        }

        foreach (var (key, item) in actual.Where(a => !expected.ContainsKey(a.Key)))
        {
            yield return new InventoryDifference { Kind = key.Kind, Target = item.Name, Handle = host.HandleOf(item), Change = "Extra" };
        }
    }

    /// <summary>Names of DIMMs are left out where their handles are known: the kernel may count otherwise on another host.</summary>
    private static string Signature(InventoryCollector collector, InventoryHost host)
    {
        var text = new StringBuilder();
        foreach (var (key, item) in host.Items())
        {
            text.Append(key.Kind).Append('\u001f').Append(key.Key);
            var properties = collector.PropertiesOf(item.Kind);
            for (var i = 0; i < properties.Count; i++)
            {
                text.Append('\u001f').Append(host.Value(item, properties[i], i) ?? "\u001e");
            }

            text.Append('\n');
        }

        return Convert.ToHexString(Sha256.Hash(Encoding.UTF8.GetBytes(text.ToString())))[..SignatureLength].ToLowerInvariant();
    }
}
