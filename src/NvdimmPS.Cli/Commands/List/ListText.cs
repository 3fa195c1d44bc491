using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>A listing as tables, or attribute by attribute.</summary>
internal static class ListText
{
    public static void Write(TextWriter output, Listing listing, bool full)
    {
        if (full)
        {
            using var document = JsonDocument.Parse(JsonText.Build(json => ListJson.Write(json, listing)));
            foreach (var kind in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array))
            {
                foreach (var item in kind.Value.EnumerateArray())
                {
                    WriteProperties(output, item);
                }
            }

            return;
        }

        TextTable?[] tables = [Buses(listing.Buses), Dimms(listing.Dimms), Regions(listing.Regions), Namespaces(listing.Namespaces)];
        var first = true;
        foreach (var table in tables.OfType<TextTable>())
        {
            if (!first)
            {
                output.WriteLine();
            }

            table.Write(output);
            first = false;
        }
    }

    private static TextTable? Buses(IReadOnlyList<NvdimmBus> buses)
    {
        var table = new TextTable("BUS", "NODE", "PROVIDER", "SCRUB", "DIMMS", "REGIONS", "COMMANDS");
        foreach (var b in buses)
        {
            table.Add(b.Name, b.Node, b.Provider, b.ScrubState, $"{b.Dimms.Length}", $"{b.Regions.Length}", Join(b.Commands));
        }

        return buses.Count == 0 ? null : table;
    }

    private static TextTable? Dimms(IEnumerable<NvdimmDevice> dimms)
    {
        TextTable? table = null;
        foreach (var d in dimms)
        {
            table ??= new TextTable("DIMM", "BUS", "FAMILY", "HANDLE", "ID", "STATE", "FLAGS", "SECURITY", "DIRTY");
            table.Add(d.Name, d.Bus, d.Family, d.Handle is { } handle
                ? $"0x{handle:x}"
                : null, d.UniqueId, d.State, Join(d.Flags), d.Security, d.DirtyShutdownCount?.ToString());
        }

        return table;
    }

    private static TextTable? Regions(IReadOnlyList<NvdimmRegion> regions)
    {
        var table = new TextTable("REGION", "BUS", "TYPE", "SIZE", "AVAILABLE", "STATE", "DIMMS", "NAMESPACES");
        foreach (var r in regions)
        {
            table.Add(r.Name, r.Bus, r.Type, TextTable.Size(r.Size), TextTable.Size(r.AvailableSize),
                State(r.Enabled) + (r.ReadOnly == true ? ",ro" : ""), Join(r.Dimms), Join(r.Namespaces));
        }

        return regions.Count == 0 ? null : table;
    }

    private static TextTable? Namespaces(IReadOnlyList<NvdimmNamespace> namespaces)
    {
        var table = new TextTable("NAMESPACE", "REGION", "MODE", "SIZE", "STATE", "DEVICE", "MOUNTED", "NAME");
        foreach (var n in namespaces)
        {
            table.Add(n.Name, n.Region, n.Mode, TextTable.Size(n.Size), State(n.Enabled),
                n.BlockDevice ?? Join([.. n.DaxDevices.Select(d => d.Name)]), Join(n.MountPoints), n.AlternateName);
        }

        return namespaces.Count == 0 ? null : table;
    }

    private static void WriteProperties(TextWriter output, JsonElement item)
    {
        var reasons = item.GetProperty("unavailable");
        var table = new TextTable("ATTRIBUTE", "VALUE");
        foreach (var property in item.EnumerateObject().Where(p => !p.NameEquals("unavailable")))
        {
            table.Add(property.Name, property.Value.ValueKind switch
            {
                JsonValueKind.Null => reasons.TryGetProperty(property.Name, out var reason) ? $"({reason.GetString()})" : null,
                JsonValueKind.Array when property.Value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
                    string.Join(", ", property.Value.EnumerateArray().Select(e => e.GetString())),
                JsonValueKind.Array => string.Join(", ", property.Value.EnumerateArray().Select(e =>
                    e.ValueKind == JsonValueKind.Object
                        ? string.Join(' ', e.EnumerateObject().Select(p => $"{p.Name}={p.Value}"))
                        : e.ToString())),
                _ => property.Value.ToString(),
            });
        }

        table.Write(output);
        output.WriteLine();
    }

    private static string State(bool enabled) => enabled ? "enabled" : "disabled";

    private static string? Join(ItemList<string>? words) => words is null ? null : string.Join(',', words);
}
