using System.Text.Json;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What <c>dsm --json</c> prints: a result for every target, each with all members.</summary>
internal static class DsmJson
{
    public static void Write(TextWriter output, string source, IReadOnlyList<DsmOutcome> outcomes) =>
        JsonText.Write(output, JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", JsonText.Version);
        json.WriteString("source", source);
        JsonText.WriteError(json, outcomes.Select(o => o.Failure).FirstOrDefault(f => f is not null));
        json.WriteStartArray("results");
        foreach (var outcome in outcomes)
        {
            Write(json, outcome);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));

    private static void Write(Utf8JsonWriter json, DsmOutcome outcome)
    {
        var r = outcome.Result;
        json.WriteStartObject();
        json.WriteString("target", outcome.Target);
        json.WriteString("family", r?.Family);
        FieldJson.WriteNumber(json, "function", r?.Function);
        json.WriteString("functionName", r?.FunctionName);
        json.WriteString("vendorCommand", r?.VendorCommand);
        json.WriteString("route", r?.Route);
        json.WriteString("status", r?.Status);
        FieldJson.WriteNumber(json, "statusCode", r?.StatusCode);
        json.WriteString("statusMessage", r?.StatusMessage);
        json.WriteString("generation", r?.Generation);
        json.WriteString("generationReason", r?.GenerationReason);
        json.WriteStartArray("fields");
        FieldJson.Write(json, r?.Fields ?? []);
        json.WriteEndArray();
        json.WriteString("requestBytes", outcome.Request is { Note: null } request ? HexText.Format(request.Bytes) : null);
        json.WriteString("inputBytes", r is null || outcome.Request?.Note is not null ? null : HexText.Format(r.InputBytes));
        json.WriteString("outputBytes", r is null ? null : HexText.Format(r.OutputBytes));
        FieldJson.WriteNumber(json, "firmwareSize", r?.FirmwareSize);
        json.WriteBoolean("truncated", r?.Truncated ?? false);
        FieldJson.WriteNumber(json, "returnValue", r?.ReturnValue);
        FieldJson.WriteNumber(json, "latencyMicroseconds", r?.Latency.TotalMicroseconds);
        json.WriteString("time", r?.Time.ToString("O"));
        JsonText.WriteError(json, outcome.Failure);
        json.WriteEndObject();
    }
}
