using System.Text.Json;
using NvdimmPS.Watching;

namespace NvdimmPS.Cli;

/// <summary>What <c>watch --json</c> prints a line of.</summary>
internal static class WatchJson
{
    public static void Write(Utf8JsonWriter json, NvdimmEvent seen)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.Member("sequence"u8, seen.Sequence);
        json.WriteString("time"u8, seen.Time);
        json.Member("kind"u8, seen.Kind.ToString());
        json.Member("severity"u8, seen.Severity.ToString());
        json.Member("dimm"u8, seen.Dimm);
        json.Member("target"u8, seen.Target);
        json.Member("property"u8, seen.Property);
        json.Member("from"u8, seen.From);
        json.Member("to"u8, seen.To);
        json.Member("reason"u8, seen.Reason);
        json.Member("message"u8, seen.Message);
        json.Member("isInitial"u8, seen.IsInitial);
        json.Member("source"u8, seen.Source);
        json.WriteEndObject();
    }
}
