using System.Text;
using System.Text.Json;

namespace NvdimmPS.Health.Baselines;

/// <summary>A baseline as JSON: ConvertTo-Json of health objects, or what the console's <c>health --json</c> prints.</summary>
internal static class BaselineJson
{
    /// <summary>True for what is rather Clixml.</summary>
    public static bool IsXml(string text) => text.AsSpan().TrimStart() is ['<', ..];

    /// <exception cref="NvdimmException">It is none.</exception>
    public static HealthBaseline Parse(string name, ReadOnlyMemory<byte> bytes)
    {
        bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Find(root, "dimms") is { ValueKind: JsonValueKind.Array } dimms)
            {
                HealthBaseline.CheckVersion(name, Find(root, "version") is { ValueKind: JsonValueKind.Number } version
                    ? version.GetDouble()
                    : 1);
                root = dimms;
            }

            IEnumerable<JsonElement> items = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
            return HealthBaseline.From(name,
                [.. items.Select(i => i.ValueKind == JsonValueKind.Object
                    ? new HealthProperties(p => Value(Find(i, p))).ToHealth()
                    : null)]);
        }
        catch (JsonException e)
        {
            throw BaselineErrors.Invalid(name, $"line {(e.LineNumber ?? 0) + 1}: it is no JSON, or it is cut", e);
        }
        catch (InvalidOperationException e)
        {
            throw BaselineErrors.Invalid(name, "it has a text that is no UTF-8", e);
        }
    }

    private static JsonElement? Find(JsonElement item, string name)
    {
        foreach (var property in item.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    private static object? Value(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(e => Value(e)).ToArray(),
        { ValueKind: JsonValueKind.Object } item => (Func<string, object?>)(name => Value(Find(item, name))),
        _ => null,
    };
}
