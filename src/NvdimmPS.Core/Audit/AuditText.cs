using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Audit;

/// <summary>A record in its two spellings: a line of JSON, and an entry of the systemd journal.</summary>
internal static class AuditText
{
    public const string Asked = "asked", Answered = "answered", Kind = "kind";

    /// <summary>One line with its end. The encoder escapes whatever is no plain letter, so nothing can look like a second line.</summary>
    public static byte[] Line(NvdimmAuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(Kind, record.Answered ? Answered : Asked);
            foreach (var field in AuditField.All)
            {
                if (field.Get(record) is { } value)
                {
                    json.WritePropertyName(field.Name);
                    JsonValue.Write(json, value);
                }
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An entry in the journal's native protocol: what a person reads, then each member as a field of its own.</summary>
    public static byte[] Entry(NvdimmAuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Add(buffer, "MESSAGE", Printable.Line(Message(record)));
        Add(buffer, "PRIORITY", record.Sensitive || record.Danger is "Destructive" or "Unknown" ? "4" : "5"); // warning, notice
        Add(buffer, "SYSLOG_FACILITY", "10"); // authpriv
        Add(buffer, "SYSLOG_IDENTIFIER", "nvdimmps");
        Add(buffer, "NVDIMM_KIND", record.Answered ? Answered : Asked);
        Add(buffer, "NVDIMM_DIMM", record.Target);
        foreach (var field in AuditField.All)
        {
            Add(buffer, JournalName(field.Name), Convert.ToString(field.Get(record), CultureInfo.InvariantCulture));
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A record of a line.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static NvdimmAuditRecord Read(ReadOnlyMemory<byte> line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 2 });
        }
        catch (JsonException)
        {
            throw new FormatException("it is no JSON");
        }

        using (document)
        {
            try
            {
                return document.RootElement.ValueKind == JsonValueKind.Object
                    ? Read(document.RootElement)
                    : throw new FormatException("it is no record");
            }
            catch (InvalidOperationException)
            {
                throw new FormatException("a text in it is half a character");
            }
        }
    }

    private static NvdimmAuditRecord Read(JsonElement root)
    {
        if (!root.TryGetProperty(Kind, out var kind) || kind.ValueKind != JsonValueKind.String
            || kind.GetString() is not (Asked or Answered))
        {
            throw new FormatException($"its kind is neither '{Asked}' nor '{Answered}'");
        }

        var record = new NvdimmAuditRecord { Answered = kind.GetString() == Answered };
        foreach (var field in AuditField.All)
        {
            try
            {
                if (root.TryGetProperty(field.Name, out var value))
                {
                    field.Set(record, value);
                }
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
            {
                throw new FormatException($"what it has for '{field.Name}' makes no sense");
            }
        }

        return record is { Id.Length: > 0, Target: not null, FunctionName: not null } && record.Time != default ? record
            : throw new FormatException("it lacks an id, a time, a target or a function");
    }

    private static string Message(NvdimmAuditRecord r) =>
        $"{r.User ?? r.UserId?.ToString(CultureInfo.InvariantCulture)} "
            + (r.Attribute is null
                ? $"sent {r.Family} {r.Function} {r.FunctionName} ({r.Danger}) to {r.Target}"
                : $"wrote '{r.Value}' to {r.Attribute} ({r.Danger}), for {r.Target}")
        + (r.Answered
            ? string.Create(CultureInfo.InvariantCulture,
                $": {r.Outcome}{(r.Duration is { } took ? $", {took.TotalMilliseconds:0.###} ms" : string.Empty)}")
            : "; no answer yet");

    /// <summary>NVDIMM_UNIQUE_ID for uniqueId.</summary>
    private static string JournalName(string name) =>
        "NVDIMM_" + string.Concat(name.Select(c => char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    /// <summary>The form with a length, which any bytes may follow: no value can begin another field.</summary>
    private static void Add(ArrayBufferWriter<byte> buffer, string name, string? value)
    {
        if (value is not { Length: > 0 })
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        buffer.Write(Encoding.ASCII.GetBytes(name + "\n"));
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(sizeof(ulong)), (ulong)bytes.Length);
        buffer.Advance(sizeof(ulong));
        buffer.Write(bytes);
        buffer.Write("\n"u8);
    }
}
