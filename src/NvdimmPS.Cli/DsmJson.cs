using System.Text.Json;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What <c>dsm --json</c> prints: a result for every target, each with all members.</summary>
internal static class DsmJson
{
    public static void Write(TextWriter output, string source, IReadOnlyList<DsmOutcome> outcomes) => JsonText.Write(output, JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", JsonText.Version);
        json.WriteString("source", source);
        WriteFailure(json, outcomes.Select(o => o.Failure).FirstOrDefault(f => f is not null));
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
        WriteNumber(json, "function", r?.Function);
        json.WriteString("functionName", r?.FunctionName);
        json.WriteString("route", r?.Route);
        json.WriteString("status", r?.Status);
        WriteNumber(json, "statusCode", r?.StatusCode);
        json.WriteString("statusMessage", r?.StatusMessage);
        json.WriteStartArray("fields");
        WriteFields(json, r?.Fields ?? []);
        json.WriteEndArray();
        json.WriteString("requestBytes", outcome.Request is { Note: null } request ? HexText.Of(request.Bytes) : null);
        json.WriteString("inputBytes", r is null || outcome.Request?.Note is not null ? null : HexText.Of(r.InputBytes));
        json.WriteString("outputBytes", r is null ? null : HexText.Of(r.OutputBytes));
        WriteNumber(json, "firmwareSize", r?.FirmwareSize);
        json.WriteBoolean("truncated", r?.Truncated ?? false);
        WriteNumber(json, "returnValue", r?.ReturnValue);
        WriteNumber(json, "latencyMicroseconds", r?.Latency.TotalMicroseconds);
        json.WriteString("time", r?.Time.ToString("O"));
        WriteFailure(json, outcome.Failure);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<DsmFieldValue> fields)
    {
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("value");
            WriteValue(json, field.Value);
            json.WriteString("unit", field.Unit);
            json.WriteString("reason", field.Reason);
            json.WriteNumber("offset", field.Offset);
            json.WriteNumber("length", field.Length);
            json.WriteString("raw", field.Raw);
            json.WriteString("description", field.Description);
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string[] or DsmFieldValue[][]:
                json.WriteStartArray();
                foreach (var element in (object[])value)
                {
                    WriteValue(json, element);
                }

                json.WriteEndArray();
                break;
            case DsmFieldValue[] record:
                json.WriteStartArray();
                WriteFields(json, record);
                json.WriteEndArray();
                break;
            case byte[] bytes:
                json.WriteStringValue(HexText.Of(bytes));
                break;
            case double or float:
                json.WriteNumberValue(Convert.ToDouble(value));
                break;
            case byte or ushort or uint or ulong:
                json.WriteNumberValue(Convert.ToUInt64(value));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, Failure? failure)
    {
        json.WritePropertyName("error");
        JsonSerializer.Serialize(json, failure!, JsonShapes.Default.Failure);
    }

    private static void WriteNumber<T>(Utf8JsonWriter json, string name, T? value)
        where T : struct, IConvertible
    {
        if (value is { } number)
        {
            json.WritePropertyName(name);
            json.WriteNumberValue(number.ToDecimal(null));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
