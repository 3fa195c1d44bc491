using System.Text.Json;

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
        json.WriteNumber("formatVersion"u8, health.FormatVersion);
        json.WriteString("dimm"u8, health.Dimm);
        json.WriteString("bus"u8, health.Bus);
        json.WriteString("uniqueId"u8, health.UniqueId);
        json.WriteString("family"u8, health.Family);
        json.WriteString("healthStatus"u8, health.HealthStatus);
        json.WriteString("healthDetail"u8, health.HealthDetail);
        Words(json, "reason"u8, health.Reason);
        Causes(json, health.Causes);
        Number(json, "mediaTemperature"u8, health.MediaTemperature);
        Number(json, "mediaTemperatureThreshold"u8, health.MediaTemperatureThreshold);
        Number(json, "controllerTemperature"u8, health.ControllerTemperature);
        Number(json, "controllerTemperatureThreshold"u8, health.ControllerTemperatureThreshold);
        Number(json, "sparesRemaining"u8, health.SparesRemaining);
        Number(json, "sparesThreshold"u8, health.SparesThreshold);
        Number(json, "percentageUsed"u8, health.PercentageUsed);
        Number(json, "lifeRemaining"u8, health.LifeRemaining);
        Number(json, "lifeThreshold"u8, health.LifeThreshold);
        Words(json, "alarmsEnabled"u8, health.AlarmsEnabled);
        Words(json, "alarmsTripped"u8, health.AlarmsTripped);
        json.WriteString("lastShutdown"u8, health.LastShutdown);
        json.WriteString("shutdownLatch"u8, health.ShutdownLatch);
        Number(json, "dirtyShutdownCount"u8, health.DirtyShutdownCount);
        Flag(json, "armed"u8, health.Armed);
        json.WriteString("lastSave"u8, health.LastSave);
        json.WriteString("lastRestore"u8, health.LastRestore);
        json.WriteString("lastErase"u8, health.LastErase);
        json.WriteString("lastArm"u8, health.LastArm);
        json.WriteString("energySource"u8, health.EnergySource);
        Number(json, "energySourceLifetime"u8, health.EnergySourceLifetime);
        Number(json, "energySourceTemperature"u8, health.EnergySourceTemperature);
        json.WriteString("firmwareVersion"u8, health.FirmwareVersion);
        Words(json, "flags"u8, health.Flags);
        Words(json, "functions"u8, health.Functions);
        json.WriteString("latency"u8, health.Latency.ToString("c"));
        json.WriteString("time"u8, health.Time);
        json.WriteString("source"u8, health.Source);
        Reasons(json, health.Unavailable);
        json.WriteEndObject();
    }

    /// <summary>The same of a finding.</summary>
    public static void Write(Utf8JsonWriter json, HealthFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, finding.Id);
        json.WriteString("severity"u8, finding.Severity);
        json.WriteString("target"u8, finding.Target);
        json.WriteString("dimm"u8, finding.Dimm);
        json.WriteString("reason"u8, finding.Reason);
        json.WriteString("evidence"u8, finding.Evidence);
        json.WriteString("remedy"u8, finding.Remedy);
        json.WriteBoolean("muted"u8, finding.Muted);
        json.WriteString("mutedReason"u8, finding.MutedReason);
        json.WriteString("time"u8, finding.Time);
        json.WriteString("source"u8, finding.Source);
        json.WriteEndObject();
    }

    private static void Causes(Utf8JsonWriter json, IReadOnlyList<HealthCause> causes)
    {
        json.WriteStartArray("causes"u8);
        foreach (var cause in causes)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, cause.Id);
            json.WriteString("reason"u8, cause.Reason);
            json.WriteString("status"u8, cause.Status);
            json.WriteString("meaning"u8, cause.Meaning);
            json.WriteString("remedy"u8, cause.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Reasons(Utf8JsonWriter json, IReadOnlyDictionary<string, string> reasons)
    {
        json.WriteStartObject("unavailable"u8);
        foreach (var (property, reason) in reasons)
        {
            json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(property), reason);
        }

        json.WriteEndObject();
    }

    private static void Words(Utf8JsonWriter json, ReadOnlySpan<byte> name, string[]? words)
    {
        if (words is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Flag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
