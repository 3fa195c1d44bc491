using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>JSON documents: camelCase names, every member always there, bytes as lower-case hexadecimal digits.</summary>
internal static class JsonText
{
    /// <summary>Of every document; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = new PrintableEncoder() };

    /// <summary>What a command that failed as a whole prints.</summary>
    public static void Write(TextWriter output, Failure failure) => Stream(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, Version);
        WriteError(json, failure);
        json.WriteEndObject();
    });

    public static void Write(TextWriter output, ReadOnlyMemory<byte> document) => output.WriteLine(Encoding.UTF8.GetString(document.Span));

    /// <summary>A document with one list of objects.</summary>
    public static void WriteList<T>(TextWriter output, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Write(output, Build(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));

    /// <summary>A member <c>error</c>.</summary>
    public static void WriteError(Utf8JsonWriter json, Failure? failure)
    {
        json.WritePropertyName("error"u8);
        if (failure is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.Member("id"u8, failure.Id);
        json.Member("kind"u8, failure.Kind);
        json.Member("target"u8, failure.Target);
        json.Member("message"u8, failure.Message);
        json.Member("recommendedAction"u8, failure.RecommendedAction);
        json.Member("exitCode"u8, failure.ExitCode);
        json.Member("errno"u8, failure.Errno);
        json.Member("status"u8, failure.Status);
        json.Member("statusCode"u8, failure.StatusCode);
        json.WriteEndObject();
    }

    /// <summary>Writes a document as it is made, which must not fail half-way: for one that is long, of values that are known.</summary>
    public static void Stream(TextWriter output, Action<Utf8JsonWriter> write) => Stream(output, write, Options);

    /// <summary>One object on one line.</summary>
    public static void StreamLine(TextWriter output, Action<Utf8JsonWriter> write) =>
        Stream(output, write, Options with { Indented = false });

    public static ReadOnlyMemory<byte> Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    private static void Stream(TextWriter output, Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using (var json = new Utf8JsonWriter(new TextBuffer(output), options))
        {
            write(json);
        }

        output.WriteLine();
    }
}
