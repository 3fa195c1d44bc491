using System.Globalization;
using NvdimmPS.Reports;

namespace NvdimmPS.Shell.Objects;

/// <summary>A namespace for a report, off any object that was one: live, of remoting or Import-Clixml, or a line of a report.</summary>
internal static class NamespaceObject
{
    private static readonly string Type = typeof(NvdimmNamespace).FullName!;

    /// <summary>The namespace; null where it is none.</summary>
    public static ReportNamespace? Read(ForeignObject item, string? host)
    {
        if (item.Item.BaseObject is NvdimmNamespace live)
        {
            return ReportNamespace.From(host, live);
        }

        var isReport = item.Text("Name")?.StartsWith("namespace", StringComparison.Ordinal) == true && item.Has("Users");
        if (!item.Item.TypeNames.Contains("Deserialized." + Type) && !isReport)
        {
            return null;
        }

        return item.Text("Name") is not { } name ? null : new ReportNamespace(host, name, item.Text("Region") ?? string.Empty,
            item.Text("Mode"),
            ulong.TryParse(item.Text("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
            item.Text("AlternateName"), item.Text("BlockDevice") ?? item.Text("DaxDevice") ?? item.Text("Device"),
            item.Get("Enabled") is true, [.. ForeignObject.Each(item.Item.Properties[isReport ? "Users" : "Consumers"]?.Value)
                .Select(u => u.ToString())]);
    }
}
