using System.Globalization;
using NvdimmPS.Files;

namespace NvdimmPS.Configuration;

/// <summary>
/// From a document's values to a configuration. All of it holds, or nothing of it; unknown parts are reported and skipped.
/// </summary>
internal static class ConfigurationReader
{
    private static NextStep Export => $"Is it the right file? {Mention.ExportConfiguration} writes one to begin with.";

    /// <exception cref="NvdimmException">Something in it is wrong; the message says where and what.</exception>
    public static NvdimmConfiguration Read(DataNode root)
    {
        var members = Table(root);
        if (root["format"] is not { Value: NvdimmConfiguration.Format })
        {
            throw root.Wrong(members.Count == 0 ? "it is empty" : $"it does not say \"format\": \"{NvdimmConfiguration.Format}\"", Export);
        }

        // The version first: a later one may have members that this one would take for mistakes.
        var version = root["version"]?.Number(1, int.MaxValue)
            ?? throw root.Wrong("version is missing", $"Add \"version\": {NvdimmConfiguration.Version}.");
        if (version > NvdimmConfiguration.Version)
        {
            throw ConfigurationErrors.Newer(root.Origin.Name, version, NvdimmConfiguration.Version);
        }

        var configuration = new NvdimmConfiguration
        {
            Name = root.Origin.Name,
            Machine = Text(root, "machine"),
            Source = Text(root, "source"),
            Time = DateTimeOffset.TryParse(Text(root, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var time) ? time.UtcDateTime : null,
        };
        Parts(configuration, ConfigurationPart.All, configuration.Root, root);
        Strange(configuration, root, ["format", "version", "machine", "source", "time", .. ConfigurationPart.All.Select(p => p.Name)]);
        return configuration.Root.Parts.Count > 0
            ? configuration
            : throw root.Wrong("it says nothing of DIMMs or regions", "Add \"dimms\" or \"regions\", or export it anew.");
    }

    private static void Parts(NvdimmConfiguration configuration, IReadOnlyList<ConfigurationPart> parts, ConfigurationItem item,
        DataNode table)
    {
        foreach (var part in parts)
        {
            if (table[part.Name] is { } node)
            {
                item.Parts[part.Name] = part.IsOne
                    ? [Item(configuration, part, part.Name, node)]
                    : [.. Table(node).Select(m => Item(configuration, part, m.Name!, m))];
            }
        }
    }

    private static ConfigurationItem Item(NvdimmConfiguration configuration, ConfigurationPart part, string name, DataNode node)
    {
        var item = new ConfigurationItem(name);
        _ = Table(node);
        foreach (var property in part.Properties)
        {
            if (node[property.Name] is { Value: not null } value)
            {
                item.Values[property.Name] = Value(property.Kind, value);
            }
        }

        Parts(configuration, part.Children, item, node);
        if (node[ConfigurationWriter.Unavailable] is { } unknown)
        {
            foreach (var reason in Table(unknown))
            {
                item.Unknown[reason.Name!] = reason.Text();
            }
        }

        Strange(configuration, node,
            [.. part.Properties.Select(p => p.Name), .. part.Children.Select(c => c.Name), ConfigurationWriter.Unavailable]);
        return item;
    }

    private static object Value(ConfigurationValueKind kind, DataNode node) => kind switch
    {
        ConfigurationValueKind.Number => node.Number(-1e6, 1L << 53)!.Value,
        ConfigurationValueKind.Flag => node.Flag(),
        ConfigurationValueKind.Texts => node.Value is string { Length: 0 } ? [] : node.OneOrMore().Select(i => i.Text()).ToArray(),
        _ => node.AnyText(),
    };

    /// <summary>ConvertTo-Json makes texts of what is nested deeper than it goes.</summary>
    private static IReadOnlyList<DataNode> Table(DataNode node) => node.Value switch
    {
        string text when text.StartsWith("@{", StringComparison.Ordinal) || text == "System.Collections.Hashtable"
            || text == "System.Management.Automation.PSCustomObject" =>
            throw node.Wrong("only the text of a table is left of it",
                "PowerShell's converters lose what is nested deep: give them a depth of 8, or hand over the JSON text itself."),
        _ => node.Members(),
    };

    private static string? Text(DataNode table, string name) =>
        table[name] is { Value: not null } node ? node.Text() : null;

    private static void Strange(NvdimmConfiguration configuration, DataNode table, IReadOnlyCollection<string> known) =>
        configuration.Strange.AddRange(
            table.Children.Where(m => !known.Contains(m.Name, StringComparer.OrdinalIgnoreCase))
                .Select(m => new StrangeMember(m.Path, Suggestion.For(m.Name!, known))));
}
