using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>Findings as lines and as JSON.</summary>
internal static class FindingText
{
    public static void Write(Session session, IEnumerable<HealthFinding> findings)
    {
        foreach (var finding in findings)
        {
            var line = $"{finding.Id} {finding.Severity} {finding.Evidence} {finding.Remedy}";
            session.Out.WriteLine(Printable.Line(line, Printable.MostOfMessage));
        }
    }

    /// <summary>A member <c>findings</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<HealthFinding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            Members(json, finding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Members(Utf8JsonWriter json, HealthFinding finding)
    {
        json.WriteString("id", finding.Id);
        json.WriteString("severity", finding.Severity);
        json.WriteString("target", finding.Target);
        json.WriteString("evidence", finding.Evidence);
        json.WriteString("remedy", finding.Remedy);
    }
}
