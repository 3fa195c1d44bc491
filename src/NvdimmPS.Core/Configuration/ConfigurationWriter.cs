using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Configuration;

/// <summary>Configurations as JSON.</summary>
internal static class ConfigurationWriter
{
    /// <summary>The member that says why something is left out.</summary>
    public const string Unavailable = "unavailable";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a document.</summary>
    public static string Text(NvdimmConfiguration configuration)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", NvdimmConfiguration.Format);
            json.WriteNumber("version", NvdimmConfiguration.Version);
            json.WriteString("machine", configuration.Machine);
            json.WriteString("time",
                configuration.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("source", configuration.Source);
            Parts(json, ConfigurationPart.All, configuration.Root);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Writes a document to a file, whole or not at all.</summary>
    /// <exception cref="NvdimmException">The file is there already, or cannot be written.</exception>
    public static void Save(string path, string text, bool overwrite, CancellationToken stop = default) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text + "\n"), overwrite, ConfigurationErrors.File, stop: stop);

    private static void Parts(Utf8JsonWriter json, IReadOnlyList<ConfigurationPart> parts, ConfigurationItem item)
    {
        foreach (var part in parts.Where(p => item.Parts.ContainsKey(p.Name)))
        {
            if (part.IsOne)
            {
                json.WritePropertyName(part.Name);
                Item(json, part, item.Parts[part.Name][0]);
                continue;
            }

            json.WriteStartObject(part.Name);
            foreach (var inner in item.Parts[part.Name])
            {
                json.WritePropertyName(inner.Name);
                Item(json, part, inner);
            }

            json.WriteEndObject();
        }
    }

    private static void Item(Utf8JsonWriter json, ConfigurationPart part, ConfigurationItem item)
    {
        json.WriteStartObject();
        foreach (var property in part.Properties.Where(p => item.Values.ContainsKey(p.Name)))
        {
            json.WritePropertyName(property.Name);
            JsonValue.Write(json, item.Values[property.Name]);
        }

        Parts(json, part.Children, item);
        if (item.Unknown.Count > 0)
        {
            json.WriteStartObject(Unavailable);
            foreach (var (name, reason) in item.Unknown)
            {
                json.WriteString(name, reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
