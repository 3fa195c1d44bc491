using System.Text.Json;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What <c>dsm --what-if --json</c> prints.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<DsmExplanation> explanations)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.Objects("explanations"u8, explanations, Explanation);
        json.WriteEndObject();
    }

    private static void Explanation(Utf8JsonWriter json, DsmExplanation explanation)
    {
        json.Member("target"u8, explanation.Target);
        json.Member("family"u8, explanation.Family);
        json.Member("function"u8, explanation.Function);
        json.Member("functionName"u8, explanation.FunctionName);
        json.Member("title"u8, explanation.Title);
        json.Member("danger"u8, explanation.Danger);
        json.Member("sensitive"u8, explanation.Sensitive);
        json.Member("route"u8, explanation.Route);
        json.Member("request"u8, explanation.Request);
        json.Member("command"u8, explanation.Command);
        json.Member("access"u8, explanation.Access);
        json.Member("length"u8, explanation.Length);
        json.Objects("rows"u8, explanation.Rows, Row);
        json.Objects("changes"u8, explanation.Changes, Change);
        json.Member("notes"u8, explanation.Notes);
        json.Member("reference"u8, explanation.Reference);
    }

    private static void Row(Utf8JsonWriter json, DsmExplanationRow row)
    {
        json.Member("section"u8, row.Section);
        json.Member("offset"u8, row.Offset);
        json.Member("length"u8, row.Length);
        json.Member("bytes"u8, row.Bytes);
        json.Member("field"u8, row.Field);
        json.Member("value"u8, row.Value);
        json.Member("description"u8, row.Description);
    }

    private static void Change(Utf8JsonWriter json, ValueChange change)
    {
        json.Member("field"u8, change.Field);
        json.Member("old"u8, change.Old);
        json.Member("new"u8, change.New);
        json.Member("differs"u8, change.Differs);
    }
}
