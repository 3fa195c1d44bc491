using System.Text.Json;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>What <c>ndctl list -DHF</c> says of each DIMM's answers.</summary>
internal static class NdctlReading
{
    // From sysfs, not from an answer.
    private static readonly string[] Foreign = ["can_update", "activate_state", "need_powercycle"];

    public static IReadOnlyList<Reading> Parse(string json, IReadOnlyList<Specimen> specimens)
    {
        var dimms = JsonDocument.Parse(json).RootElement.EnumerateArray().ToDictionary(d => d.GetProperty("dev").GetString()!);
        return [.. specimens.Select((specimen, i) => Parse(dimms[$"nmem{i}"], specimen))];
    }

    private static Reading Parse(JsonElement dimm, Specimen specimen)
    {
        var reading = new Reading(specimen);
        foreach (var part in (string[])["health", "firmware"])
        {
            foreach (var value in dimm.TryGetProperty(part, out var found) ? found.EnumerateObject().ToArray() : [])
            {
                if (!Foreign.Contains(value.Name))
                {
                    reading.Set(value.Name, Value(value));
                }
            }
        }

        return reading;
    }

    private static object? Value(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString(),
        JsonValueKind.Number when property.Name.Contains("temperature", StringComparison.Ordinal) => property.Value.GetDouble(),
        JsonValueKind.Number => property.Value.GetRawText(),
        var kind => kind == JsonValueKind.True,
    };
}
