using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>Writes the lines of a trace. Beside each number stands its name, for people; a reader goes by the numbers.</summary>
internal static class TraceLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReadOnlyMemory<byte> Header(TraceHost host) => Build(TraceFormat.Header, json =>
    {
        json.WriteString("format", TraceFormat.Name);
        json.WriteNumber("version", TraceFormat.Version);
        json.WriteString("tool", "NvdimmPS");
        json.WriteString("toolVersion", host.ToolVersion);
        json.WriteString("time", Time(host.Time));
        json.WriteString("source", host.Source);
        json.WriteString("hostName", host.HostName);
        json.WriteString("operatingSystem", host.OperatingSystem);
        json.WriteString("kernelRelease", host.KernelRelease);
        json.WriteString("architecture", host.Architecture);
        json.WriteString("frontEnd", host.FrontEnd);
        json.WriteString("runtime", host.Runtime);
    });

    public static ReadOnlyMemory<byte> Entry(SysfsEntry entry) => Build(Kind(entry), json => Members(json, entry));

    private static string Kind(SysfsEntry entry) => entry.Kind switch
    {
        SysfsEntryKind.Folder => TraceFormat.Folder,
        SysfsEntryKind.Link => TraceFormat.Link,
        _ => TraceFormat.Attribute,
    };

    private static void Members(Utf8JsonWriter json, SysfsEntry entry)
    {
        json.WriteString("path", entry.Path);
        if (entry.Kind == SysfsEntryKind.Link)
        {
            json.WriteString("target", entry.Target);
        }
        else if (entry.Errno != 0)
        {
            json.WriteNumber("errno", entry.Errno);
            json.WriteString("error", Errno.Name(entry.Errno));
        }
        else if (entry.Kind == SysfsEntryKind.Attribute)
        {
            Bytes(json, entry.Bytes);
        }
    }

    private static void Bytes(Utf8JsonWriter json, byte[] bytes)
    {
        if (Text(bytes) is { } text)
        {
            json.WriteString("text", text);
        }
        else
        {
            json.WriteString("hex", HexText.Format(bytes));
        }
    }

    public static ReadOnlyMemory<byte> Mounts(string text) => Build(TraceFormat.Mounts, json => json.WriteString("text", text));

    public static ReadOnlyMemory<byte> Swaps(string text) => Build(TraceFormat.Swaps, json => json.WriteString("text", text));

    public static ReadOnlyMemory<byte> Open(RecordedOpen open) => Build(TraceFormat.Open, json =>
    {
        json.WriteNumber("sequence", open.Sequence);
        json.WriteString("time", Time(open.Time));
        json.WriteString("node", open.Node.Name);
        json.WriteString("access", open.Access.ToString());
        json.WriteNumber("errno", open.Errno);
        json.WriteString("error", open.WrongNode ? "WrongNode" : open.Errno == 0 ? null : Errno.Name(open.Errno));
    });

    public static ReadOnlyMemory<byte> Ioctl(RecordedRequest request) => Build(TraceFormat.Ioctl, json =>
    {
        var envelope = DsmEnvelope.Read(request.Node.Kind, request.Request, request.Before);
        json.WriteNumber("sequence", request.Sequence);
        json.WriteString("time", Time(request.Time));
        json.WriteString("node", request.Node.Name);
        json.WriteString("access", request.Access.ToString());
        json.WriteString("request", string.Create(CultureInfo.InvariantCulture, $"0x{request.Request:x8}"));
        json.WriteString("command", envelope.Command?.Name);
        json.WriteString("route", envelope.Route.ToString());
        json.WriteNumber("family", envelope.FamilyCode);
        json.WriteString("familyName", envelope.Family?.Name);
        json.WriteNumber("function", envelope.Number);
        json.WriteString("functionName", envelope.Function?.Name);
        json.WriteNumber("result", request.Result);
        json.WriteString("error", request.Result < 0 ? Errno.Name(-request.Result) : null);
        json.WriteNumber("latencyMicroseconds", request.Latency.TotalMicroseconds);
        json.WriteString("before", Digits(request.Before, request.Hidden));
        json.WriteString("after", request.After is null ? null : Digits(request.After, request.Hidden));
        json.WriteStartArray("hidden");
        foreach (var hidden in request.Hidden)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", hidden.Offset);
            json.WriteNumber("length", hidden.Length);
            json.WriteString("reason", hidden.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Write(RecordedWrite write) => Build(TraceFormat.Write, json =>
    {
        json.WriteNumber("sequence", write.Sequence);
        json.WriteString("time", Time(write.Time));
        json.WriteString("attribute", write.Attribute);
        Bytes(json, write.Value);
        json.WriteNumber("result", write.Result);
        json.WriteString("error", write.Result < 0 ? Errno.Name(-write.Result) : null);
        json.WriteStartArray("changed");
        foreach (var entry in write.Changed)
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind(entry));
            Members(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("gone");
        foreach (var path in write.Gone)
        {
            json.WriteStringValue(path);
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> End(long lines, byte[] hash) => Build(TraceFormat.End, json =>
    {
        json.WriteNumber("lines", lines);
        json.WriteString("sha256", HexText.Format(hash));
    });

    private static string Digits(byte[] bytes, IReadOnlyList<HiddenBytes> hidden) =>
        HexText.Format(bytes, hidden.Select(h => new ByteRange(h.Offset, h.End)));

    private static string Time(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Text only where it gives the same bytes back.</summary>
    private static string? Text(byte[] bytes)
    {
        try
        {
            return bytes.AsSpan().Contains((byte)0) ? null : StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Build(string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
