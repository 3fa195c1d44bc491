using System.Text.Encodings.Web;
using System.Text.Json;
using NvdimmPS.Files;
using NvdimmPS.Findings;

namespace NvdimmPS.Reports;

/// <summary>A report as JSON. Its DIMMs are also a baseline, if they are those of one machine.</summary>
internal static class ReportJson
{
    /// <summary>What a document says that it is.</summary>
    public const string Format = "nvdimmps-report";

    /// <summary>The version of the shape; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>Writes it.</summary>
    public static void Write(FleetReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("title", report.Title);
        json.WriteString("generated", report.Generated);
        json.WriteString("timeZone", report.TimeZone);
        json.WriteString("module", report.Version);
        Summary(json, report);
        Items(json, "hosts", report.Hosts, Host);
        Items(json, "dimms", report.Dimms, Dimm);
        Items(json, "findings", report.Findings, Finding);
        Items(json, "failures", report.Failures, Failure);
        Items(json, "namespaces", report.Namespaces, Namespace);
        json.WriteEndObject();
    }

    private static void Summary(Utf8JsonWriter json, FleetReport report)
    {
        json.WriteStartObject("summary");
        json.WriteStartObject("hosts");
        json.WriteNumber("asked", report.Hosts.Count);
        json.WriteNumber("answered", report.Answered);
        Counts(json, Enum.GetValues<ReportStatus>(), report.Count);
        json.WriteStartObject("dimms");
        json.WriteNumber("total", report.Dimms.Count);
        Counts(json, [ReportStatus.Unhealthy, ReportStatus.Warning, ReportStatus.Unknown, ReportStatus.Healthy], report.CountDimms);
        json.WriteStartObject("findings");
        json.WriteNumber("total", report.Findings.Count);
        json.WriteNumber("muted", report.Findings.Count(f => f.Finding.Muted));
        Counts(json, [FindingSeverity.Critical, FindingSeverity.Warning, FindingSeverity.Information], report.Count);
        json.WriteEndObject();
    }

    private static void Counts<T>(Utf8JsonWriter json, IEnumerable<T> words, Func<T, int> count)
        where T : struct, Enum
    {
        foreach (var word in words)
        {
            json.WriteNumber(Name(word.ToString()), count(word));
        }

        json.WriteEndObject();
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            if (json.BytesPending > FlushAt)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }

    private static void Host(Utf8JsonWriter json, ReportHost host)
    {
        json.WriteString("name", host.Name);
        json.WriteString("status", host.Status.ToString());
        json.WriteNumber("dimms", host.Dimms.Count);
        json.WriteNumber("critical", host.Count(FindingSeverity.Critical));
        json.WriteNumber("warnings", host.Count(FindingSeverity.Warning));
        json.WriteNumber("failures", host.Failures.Count);
    }

    private static void Dimm(Utf8JsonWriter json, ReportDimm dimm)
    {
        foreach (var column in ReportColumns.All)
        {
            json.WritePropertyName(Name(column.Name));
            JsonValue.Write(json, column.Value(dimm));
        }
    }

    private static void Finding(Utf8JsonWriter json, ReportFinding finding)
    {
        var what = finding.Finding;
        json.WriteString("host", finding.Host);
        json.WriteString("id", what.Id);
        json.WriteString("severity", finding.Severity.ToString());
        json.WriteString("target", what.Target);
        json.WriteString("dimm", what.Dimm);
        json.WriteString("reason", what.Reason);
        json.WriteString("evidence", what.Evidence);
        json.WriteString("remedy", what.Remedy);
        json.WriteBoolean("muted", what.Muted);
        json.WriteString("mutedReason", what.MutedReason);
        json.WritePropertyName("time");
        JsonValue.Write(json, what.Time > DateTime.UnixEpoch ? what.Time : null);
        json.WriteString("source", what.Source);
    }

    private static void Namespace(Utf8JsonWriter json, ReportNamespace space)
    {
        json.WriteString("host", space.Host);
        json.WriteString("name", space.Name);
        json.WriteString("region", space.Region);
        json.WriteString("mode", space.Mode);
        json.WritePropertyName("size");
        JsonValue.Write(json, space.Size);
        json.WriteString("alternateName", space.Label);
        json.WriteString("device", space.Device);
        json.WriteBoolean("enabled", space.IsEnabled);
        json.WriteStartArray("users");
        foreach (var user in space.Users)
        {
            json.WriteStringValue(user);
        }

        json.WriteEndArray();
    }

    private static void Failure(Utf8JsonWriter json, ReportFailure failure)
    {
        json.WriteString("host", failure.Host);
        json.WriteString("id", failure.Id);
        json.WriteString("status", failure.Status.ToString());
        json.WriteString("message", failure.Message);
        json.WriteString("remedy", failure.Remedy);
    }

    private static string Name(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
