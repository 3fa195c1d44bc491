using System.Globalization;
using System.Text.Json;

namespace NvdimmPS.KernelRing;

/// <summary>Holds <c>nvdimm list --json</c> against <c>ndctl list -BDRNi -vvv</c> on the same machine: same objects, same values.</summary>
internal static class ListComparison
{
    private static readonly (string Kind, (string Theirs, string Ours)[] Values)[] Kinds =
    [
        ("buses", [("provider", "provider"), ("scrub_state", "scrubState")]),
        ("dimms", [("id", "uniqueId"), ("handle", "handle"), ("phys_id", "physicalId"), ("security", "security")]),
        ("regions",
        [
            ("size", "size"), ("align", "alignment"), ("max_available_extent", "maxAvailableExtent"), ("numa_node", "numaNode"),
            ("target_node", "targetNode"), ("iset_id", "interleaveSetCookie"), ("persistence_domain", "persistenceDomain"),
        ]),
        ("namespaces",
        [
            ("mode", "mode"), ("map", "map"), ("size", "size"), ("uuid", "uuid"), ("raw_uuid", "rawUuid"), ("sector_size", "sectorSize"),
            ("align", "alignment"), ("blockdev", "blockDevice"), ("name", "alternateName"), ("numa_node", "numaNode"),
        ]),
    ];

    private static readonly (string Theirs, string Ours)[] Flags =
    [
        ("flag_failed_map", "map_fail"), ("flag_failed_save", "save_fail"), ("flag_failed_arm", "not_armed"),
        ("flag_failed_restore", "restore_fail"), ("flag_failed_flush", "flush_fail"), ("flag_smart_event", "smart_event"),
    ];

    public static int Compare(string oursPath, string theirsPath)
    {
        var report = new Report("nvdimm list against ndctl list", new Dictionary<string, string>());
        using var ours = JsonDocument.Parse(File.ReadAllText(oursPath));
        using var theirs = JsonDocument.Parse(File.ReadAllText(theirsPath));
        var found = new Dictionary<string, List<JsonElement>>();
        Collect(theirs.RootElement, "buses", found);
        foreach (var (kind, values) in Kinds)
        {
            var expected = found.GetValueOrDefault(kind) ?? [];
            var actual = ours.RootElement.GetProperty(kind).EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!);
            foreach (var item in expected)
            {
                CompareItem(item, actual, values, report);
            }

            var names = expected.Select(e => e.GetProperty("dev").GetString()!).ToHashSet();
            foreach (var extra in actual.Keys.Where(n => !names.Contains(n)))
            {
                report.Failed(extra, "we list it, ndctl does not");
            }
        }

        return report.Close();
    }

    private static void CompareItem(JsonElement theirs, Dictionary<string, JsonElement> actual, (string Theirs, string Ours)[] values, Report report)
    {
        var name = theirs.GetProperty("dev").GetString()!;
        if (!actual.TryGetValue(name, out var ours))
        {
            report.Failed(name, "ndctl lists it, we do not");
            return;
        }

        foreach (var (their, our) in values.Where(v => theirs.TryGetProperty(v.Theirs, out _)))
        {
            Check($"{name}.{our}", Text(theirs.GetProperty(their)), Text(ours.GetProperty(our)), report);
        }

        if (name.StartsWith("nmem", StringComparison.Ordinal))
        {
            var flags = ours.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ToHashSet();
            Check($"{name}.flags",
                string.Join(' ', Flags.Where(f => theirs.TryGetProperty(f.Theirs, out _)).Select(f => f.Ours)),
                string.Join(' ', Flags.Where(f => flags.Contains(f.Ours)).Select(f => f.Ours)), report);
        }

        if (theirs.TryGetProperty("mappings", out var mappings))
        {
            Check($"{name}.mappings", Mappings(mappings), Mappings(ours.GetProperty("mappings")), report);
        }
    }

    private static void Check(string id, string expected, string actual, Report report)
    {
        if (expected == actual)
        {
            report.Passed();
        }
        else
        {
            report.Failed(id, $"ndctl says '{expected}', we say '{actual}'");
        }
    }

    private static string Mappings(JsonElement mappings) => string.Join(' ', mappings.EnumerateArray()
        .Select(m => $"{m.GetProperty("dimm").GetString()}@{m.GetProperty("offset")}+{m.GetProperty("length")}#{m.GetProperty("position")}").Order(StringComparer.Ordinal));

    /// <summary>One spelling for both: <c>0x…</c> cookies as numbers, "not known" as nothing.</summary>
    private static string Text(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Null ? string.Empty : value.ToString();
        return text.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text is "unknown" ? string.Empty : text;
    }

    /// <summary>ndctl nests DIMMs and regions in buses and namespaces in regions, and unwraps a list of one.</summary>
    private static void Collect(JsonElement element, string kind, Dictionary<string, List<JsonElement>> found)
    {
        foreach (var item in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToArray() : [element])
        {
            (found.TryGetValue(kind, out var list) ? list : found[kind] = []).Add(item);
            foreach (var child in Kinds.Select(k => k.Kind))
            {
                // In a bad block "dimms" is a list of names.
                if (item.TryGetProperty(child, out var children) && (children.ValueKind != JsonValueKind.Array || children.GetArrayLength() == 0 || children[0].ValueKind == JsonValueKind.Object))
                {
                    Collect(children, child, found);
                }
            }
        }
    }
}
