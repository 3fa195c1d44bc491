using System.Xml.Linq;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>What ipmctl prints, as names and values. What it calls unknown or not applicable is null.</summary>
internal static class IpmctlReading
{
    /// <summary>One object.</summary>
    public static Dictionary<string, string?> One(string text, string element) => Values(Xml(text).DescendantsAndSelf(element).Single(), string.Empty);

    /// <summary>A list, each object with its number or its key in front of the names.</summary>
    public static Dictionary<string, string?> List(string text, string element, params string[] keys)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return [];
        }

        return Xml(text).Elements(element).SelectMany((e, i) =>
            Values(e, (keys.Length == 0 ? $"{i}" : string.Join(':', keys.Select(k => e.Elements(k).First().Value))) + "."))
            .Where(v => !keys.Append("DimmID").Any(k => v.Key.EndsWith("." + k, StringComparison.Ordinal))).ToDictionary();
    }

    /// <summary>The tables of platform config data, which only the text has in an order that can be told: table, number of the line that starts a part, name.</summary>
    public static Dictionary<string, string?> Tables(string text)
    {
        var values = new Dictionary<string, string?>();
        var (table, part) = (string.Empty, 0);
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith("---Table", StringComparison.Ordinal) || line.StartsWith("Table ", StringComparison.Ordinal))
            {
                (table, part) = (string.Empty, 0);
            }
            else if (colon > 0 && !line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains("--", StringComparison.Ordinal))
            {
                var (name, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
                table = name == "Signature" ? value : table;
                if (name is "PcatTable" or "IdentificationInfoTable")
                {
                    part++;
                }
                else if (table.Length > 0 && name != "Mngmt Table") // a title alone
                {
                    values[$"{table}.{part}.{name}"] = value;
                }
            }
        }

        return values;
    }

    /// <summary>What it calls invalid stands between brackets that are no element's.</summary>
    private static XElement Xml(string text)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        return XDocument.Parse(start < 0 ? throw new InvalidOperationException(text)
            : text[start..(text.LastIndexOf('>') + 1)].Replace("<Invalid>", "Invalid", StringComparison.Ordinal)).Root!;
    }

    private static Dictionary<string, string?> Values(XElement element, string before) =>
        element.Elements().ToDictionary(e => before + e.Name.LocalName, e => e.Value is "N/A" or "Unknown" or "-" ? null
            : e.Name == "ControllerRevisionID" ? e.Value.Split(", ")[^1] // the name of the stepping in front
            : e.Value.Trim());
}
