using System.Diagnostics;
using System.Text.Json;
using NvdimmPS.Health;

namespace NvdimmPS.Cli;

/// <summary>
/// What <c>health --json</c> prints; it is also a baseline. Written line by line: a serializer takes longer to start than the
/// DIMMs to answer.
/// </summary>
internal static class HealthJson
{
    public static void Write(TextWriter output, HealthList report) => JsonText.Stream(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.WriteString("source"u8, report.Source);
        json.WriteNumber("exitCode"u8, report.ExitCode);
        json.WriteStartArray("dimms"u8);
        foreach (var dimm in report.Dimms)
        {
            Write(json, dimm);
        }

        json.WriteEndArray();
        json.WriteStartArray("findings"u8);
        foreach (var finding in report.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Every property under its own name, in their order.</summary>
    public static void Write(Utf8JsonWriter json, NvdimmHealth health)
    {
        json.WriteStartObject();
        foreach (var property in HealthTable.All)
        {
            json.WritePropertyName(property.JsonName);
            Value(json, property.Get(health));
        }

        json.WriteEndObject();
    }

    /// <summary>The same of a finding.</summary>
    public static void Write(Utf8JsonWriter json, HealthFinding finding) => json.Object(finding, Members);

    private static void Members(Utf8JsonWriter json, HealthFinding finding)
    {
        json.Member("id"u8, finding.Id);
        json.Member("severity"u8, finding.Severity);
        json.Member("target"u8, finding.Target);
        json.Member("dimm"u8, finding.Dimm);
        json.Member("reason"u8, finding.Reason);
        json.Member("evidence"u8, finding.Evidence);
        json.Member("remedy"u8, finding.Remedy);
        json.Member("muted"u8, finding.Muted);
        json.Member("mutedReason"u8, finding.MutedReason);
        json.WriteString("time"u8, finding.Time);
        json.Member("source"u8, finding.Source);
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c"));
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            case IReadOnlyList<string> words:
                json.Items(words, static (json, word) => json.WriteStringValue(word));
                break;
            case IReadOnlyList<HealthCause> causes:
                json.Items(causes, static (json, cause) => json.Object(cause, Cause));
                break;
            case IReadOnlyDictionary<string, string> reasons:
                json.Reasons(reasons);
                break;
            default:
                throw new UnreachableException($"JSON of a {value.GetType()}");
        }
    }

    private static void Cause(Utf8JsonWriter json, HealthCause cause)
    {
        json.Member("id"u8, cause.Id);
        json.Member("reason"u8, cause.Reason);
        json.Member("status"u8, cause.Status);
        json.Member("meaning"u8, cause.Meaning);
        json.Member("remedy"u8, cause.Remedy);
    }
}
