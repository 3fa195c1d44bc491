using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What <c>decode --json</c> prints: a payload for each half that was given.</summary>
internal static class DecodeJson
{
    public static void Write(TextWriter output, IReadOnlyList<DsmPayload> payloads) => JsonText.Write(output, JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", JsonText.Version);
        json.WriteStartArray("payloads");
        foreach (var payload in payloads)
        {
            json.WriteStartObject();
            json.WriteString("family", payload.Family);
            json.WriteNumber("function", payload.Function);
            json.WriteString("functionName", payload.FunctionName);
            json.WriteString("direction", payload.Direction);
            json.WriteString("status", payload.Status);
            FieldJson.WriteNumber(json, "statusCode", payload.StatusCode);
            json.WriteString("statusMessage", payload.StatusMessage);
            json.WriteString("generation", payload.Generation);
            json.WriteString("generationReason", payload.GenerationReason);
            json.WriteStartArray("fields");
            FieldJson.Write(json, payload.Fields);
            json.WriteEndArray();
            json.WriteNumber("extraBytes", payload.ExtraBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
